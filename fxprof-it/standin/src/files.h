#pragma once

#include <string>

// Which files a script may touch: anything inside a resource may be read, its own may be written.
namespace files {
// The error number that scripts see.
constexpr int DENIED = 13;
// A path on the disk for @resource/path or a path inside a resource; empty where it is neither.
std::string readable(const std::string& name);
// The same, empty as well where it lies outside the current resource.
std::string writable(const std::string& name);
}
