#pragma once

#include <cstdint>
#include <cstring>

using Result = uint32_t;

constexpr Result OK = 0;
constexpr Result NOT_IMPLEMENTED = 0x80004001;
constexpr Result NO_INTERFACE = 0x80004002;
constexpr Result NOT_FOUND = 0x80070002;
constexpr Result INVALID_ARGUMENT = 0x80070057;

constexpr bool failed(Result result) {
    return (result & 0x80000000) != 0;
}

struct Guid {
    uint32_t first;
    uint16_t second;
    uint16_t third;
    uint8_t rest[8];

    bool operator==(const Guid& other) const {
        return std::memcmp(this, &other, sizeof *this) == 0;
    }
};

static_assert(sizeof(Guid) == 16, "as the binary interface has it");

namespace guids {
constexpr int digit(char c) {
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

// A GUID as it is written: 8FFDC384-4767-4EA2-A935-3BFCAD1DB7BF.
constexpr Guid parse(const char* text) {
    uint8_t bytes[16] = {};
    for (int i = 0, n = 0; n < 16; i += 2) {
        if (text[i] == '-') {
            ++i;
        }
        bytes[n++] = static_cast<uint8_t>(digit(text[i]) << 4 | digit(text[i + 1]));
    }
    Guid guid = {};
    guid.first = static_cast<uint32_t>(bytes[0]) << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
    guid.second = static_cast<uint16_t>(bytes[4] << 8 | bytes[5]);
    guid.third = static_cast<uint16_t>(bytes[6] << 8 | bytes[7]);
    for (int i = 0; i < 8; ++i) {
        guid.rest[i] = bytes[8 + i];
    }
    return guid;
}
}
