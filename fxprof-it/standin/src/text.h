#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// joaat over the lower-cased name: how natives are addressed.
uint32_t joaat(std::string_view name);
std::string lower(std::string_view text);
// Words of a console line; double quotes keep blanks together.
std::vector<std::string> words(std::string_view line);
// The inside of a JSON string, without the quotes; invalid UTF-8 becomes U+FFFD.
std::string jsonEscaped(std::string_view text);
std::string quoted(std::string_view text);
bool startsWith(std::string_view text, std::string_view head);
bool readFile(const std::string& path, std::string& into);
std::string format(const char* pattern, ...) __attribute__((format(printf, 1, 2)));
