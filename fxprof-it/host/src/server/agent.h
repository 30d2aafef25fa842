#pragma once

#include <string>

// The agent, as a loader in the process sees it: a library and three functions found by name.
namespace agent {
// Loads the library where it is not loaded yet and attaches; a line with what came of it.
std::string attach(const std::string& library);
std::string detach();
std::string status();
}
