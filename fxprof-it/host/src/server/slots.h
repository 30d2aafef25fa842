#pragma once

#include <string>

// What another tool does to the tables of methods, and what the tables hold.
namespace slots {
// A sum over the slots of all classes of C++; the same as long as nothing is patched.
std::string sum();
// Puts a hook of the server's own into the handler's PushRuntime, above what is there.
bool chain();
// Has a handler with a copied table, as a library makes that wraps one, pop a runtime that was never
// pushed; the result, in hexadecimal digits.
std::string copied();
// Takes it out again where it is still there.
bool unchain();
// Linux: has the system refuse to make the page writable that holds the tables of the handler, or of the
// runtimes of Lua: it becomes a mapping of a file that was opened for reading.
bool guard(const std::string& of);
}
