#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// The bytes of MessagePack, without any Lua.
namespace msgpack {
void nil(std::string& out);
void boolean(std::string& out, bool value);
// Non-negative integers take the unsigned forms.
void integer(std::string& out, int64_t value);
void unsignedInteger(std::string& out, uint64_t value);
void number(std::string& out, double value);
void single(std::string& out, float value);
void string(std::string& out, std::string_view value);
void binary(std::string& out, std::string_view value);
void array(std::string& out, size_t size);
void map(std::string& out, size_t size);
void extension(std::string& out, int8_t type, std::string_view value);

enum class Type : uint8_t { nil, boolean, integer, number, string, array, map, extension, broken };

// One value at a time; an array or a map announces its size and its values follow.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes(bytes) {}
    Type next();
    void skip();
    bool atEnd() const { return at >= bytes.size(); }

    int64_t integer = 0;
    double number = 0;
    std::string_view text;
    size_t size = 0;
    int8_t extensionType = 0;

private:
    uint64_t big(size_t count);
    Type sized(Type type, size_t count);
    Type taken(Type type, size_t count);

    std::string_view bytes;
    size_t at = 0;
    bool broken = false;
};
}
