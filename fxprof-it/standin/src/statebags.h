#pragma once

#include <string>
#include <string_view>

// State bags: packed values by bag and key, with change handlers. Main thread only.
namespace statebags {
void set(const std::string& bag, const std::string& key, std::string_view value, bool replicated);
// The packed value, or empty.
const std::string& get(const std::string& bag, const std::string& key);
bool has(const std::string& bag, const std::string& key);
// Packed array of the bag's keys.
std::string keys(const std::string& bag);
// Empty key or bag match all.
int addHandler(const std::string& resource, const std::string& key, const std::string& bag,
        const std::string& reference);
void removeHandler(int cookie);
void removeHandlersOf(const std::string& resource);
}
