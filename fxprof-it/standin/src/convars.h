#pragma once

#include <string>
#include <vector>

// Console variables and who may do what.
namespace convars {
void set(const std::string& name, const std::string& value);
bool known(const std::string& name);
std::string get(const std::string& name, const std::string& otherwise);
long number(const std::string& name, long otherwise);
}

namespace permissions {
void allow(const std::string& principal, const std::string& object, bool allowed);
void forget(const std::string& principal, const std::string& object);
void inherit(const std::string& child, const std::string& parent);
// The most specific rule of the principal and its parents; objects match by dotted heads.
bool allowed(const std::string& principal, const std::string& object);
}
