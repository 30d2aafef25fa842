#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct Runtime;

struct Argument {
    enum class Type : uint8_t { nil, boolean, integer, number, string } type = Type::nil;
    int64_t integer = 0;
    double number = 0;
    const char* bytes = nullptr;
    size_t length = 0;
};

// One call of a native: its arguments and its one result.
class Call {
public:
    static constexpr int MOST = 32;

    bool given(int index) const;
    // The text, or empty where the argument is nil.
    std::string_view text(int index) const;
    std::string string(int index) const { return std::string(text(index)); }
    int64_t integer(int index) const;
    double number(int index) const;
    bool flag(int index) const { return integer(index) != 0; }
    // Fails the call with a message for the script.
    std::string_view required(int index) const;

    void returns(bool value);
    void returns(int64_t value);
    void returns(int value) { returns(static_cast<int64_t>(value)); }
    void returnsNumber(double value);
    void returns(std::string_view value);
    void returnsVector(double x, double y, double z);

    Argument arguments[MOST];
    int count = 0;
    enum class Result : uint8_t { none, integer, number, text, vector } result = Result::none;
    int64_t resultInteger = 0;
    double vector[3] = {0, 0, 0};
    std::string* resultText;
};

using NativeFunction = void (*)(Call&);

// kinds of the arguments: i as it is, s string, h hash, f function, o object; after > the kind of
// the result: b boolean, i integer, l long, f float, s string, v vector, o object, none.
struct Native {
    const char* name;
    const char* signature;
    NativeFunction function;
};

namespace natives {
void add(const Native* list);
void addAll();
const Native* find(uint64_t hash);
// The text of natives_server.lua: one wrapper a native.
std::string wrappers();
}

extern const Native RESOURCE_NATIVES[];
extern const Native EVENT_NATIVES[];
extern const Native STATE_NATIVES[];
extern const Native PLAYER_NATIVES[];
extern const Native GAME_NATIVES[];
