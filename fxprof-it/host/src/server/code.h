#pragma once

#include <string>

// The code of citizen-scripting-lua, and what another tool does to the first bytes of its lua_pcallk.
namespace code {
// A sum over all of it; the same as long as nothing is patched.
std::string sum();
// Puts a jump of the host's own over a jump that stands there, and takes it out again.
bool chain();
bool unchain();
// Linux: takes all free memory that a jump of 32 bits reaches from there.
bool crowd();
// Linux: has the system refuse to let that page be written: it becomes a mapping of a file that was
// opened for reading.
bool guard();
}
