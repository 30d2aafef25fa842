#pragma once

#include <string>
#include <vector>

#include "om/component.h"

// Reads components.json beside the program and makes one component of each library in it.
namespace loader {
// Returns false with a reason where a library is missing or is no component.
LIBRARY_EXPORT bool loadAll(int argc, char** argv, std::string& reason);
LIBRARY_EXPORT const std::vector<Component*>& all();
}
