#include "msgpack.h"

#include <cstring>

namespace {
void big(std::string& out, uint8_t head, uint64_t value, int count) {
    out += static_cast<char>(head);
    for (int i = count - 1; i >= 0; i--) {
        out += static_cast<char>(value >> (8 * i));
    }
}

// Heads for sizes of 8, 16 and 32 bits; a head of 0 is a form that does not exist.
void sized(std::string& out, size_t size, uint8_t h8, uint8_t h16, uint8_t h32) {
    if (size < 256 && h8 != 0) {
        big(out, h8, size, 1);
    } else if (size < 65536) {
        big(out, h16, size, 2);
    } else {
        big(out, h32, size, 4);
    }
}
}

namespace msgpack {
void nil(std::string& out) {
    out += static_cast<char>(0xC0);
}

void boolean(std::string& out, bool value) {
    out += static_cast<char>(value ? 0xC3 : 0xC2);
}

void unsignedInteger(std::string& out, uint64_t value) {
    if (value < 128) {
        out += static_cast<char>(value);
    } else if (value < 256) {
        big(out, 0xCC, value, 1);
    } else if (value < 65536) {
        big(out, 0xCD, value, 2);
    } else if (value < 4294967296ULL) {
        big(out, 0xCE, value, 4);
    } else {
        big(out, 0xCF, value, 8);
    }
}

void integer(std::string& out, int64_t value) {
    const uint64_t bits = static_cast<uint64_t>(value);
    if (value >= 0) {
        unsignedInteger(out, bits);
    } else if (value >= -32) {
        out += static_cast<char>(value);
    } else if (value >= -128) {
        big(out, 0xD0, bits, 1);
    } else if (value >= -32768) {
        big(out, 0xD1, bits, 2);
    } else if (value >= -2147483648LL) {
        big(out, 0xD2, bits, 4);
    } else {
        big(out, 0xD3, bits, 8);
    }
}

void number(std::string& out, double value) {
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    big(out, 0xCB, bits, 8);
}

void single(std::string& out, float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    big(out, 0xCA, bits, 4);
}

void string(std::string& out, std::string_view value) {
    if (value.size() < 32) {
        out += static_cast<char>(0xA0 | value.size());
    } else {
        sized(out, value.size(), 0xD9, 0xDA, 0xDB);
    }
    out.append(value);
}

void binary(std::string& out, std::string_view value) {
    sized(out, value.size(), 0xC4, 0xC5, 0xC6);
    out.append(value);
}

void array(std::string& out, size_t size) {
    if (size < 16) {
        out += static_cast<char>(0x90 | size);
    } else {
        sized(out, size, 0, 0xDC, 0xDD);
    }
}

void map(std::string& out, size_t size) {
    if (size < 16) {
        out += static_cast<char>(0x80 | size);
    } else {
        sized(out, size, 0, 0xDE, 0xDF);
    }
}

void extension(std::string& out, int8_t type, std::string_view value) {
    const size_t n = value.size();
    const int fixed = n == 1 ? 0 : n == 2 ? 1 : n == 4 ? 2 : n == 8 ? 3 : n == 16 ? 4 : -1;
    if (fixed >= 0) {
        out += static_cast<char>(0xD4 + fixed);
    } else {
        sized(out, n, 0xC7, 0xC8, 0xC9);
    }
    out += static_cast<char>(type);
    out.append(value);
}

uint64_t Reader::big(size_t count) {
    if (bytes.size() - at < count) {
        broken = true;
        at = bytes.size();
        return 0;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value << 8 | static_cast<uint8_t>(bytes[at++]);
    }
    return value;
}

Type Reader::taken(Type type, size_t count) {
    if (broken || bytes.size() - at < count) {
        return Type::broken;
    }
    text = bytes.substr(at, count);
    at += count;
    return type;
}

Type Reader::sized(Type type, size_t count) {
    size = count;
    return broken ? Type::broken : type;
}

Type Reader::next() {
    if (atEnd()) {
        return Type::broken;
    }
    const uint8_t head = static_cast<uint8_t>(bytes[at++]);
    if (head < 0x80 || head >= 0xE0) {
        integer = static_cast<int8_t>(head);
        return Type::integer;
    }
    if (head < 0x90) {
        return sized(Type::map, head & 15);
    }
    if (head < 0xA0) {
        return sized(Type::array, head & 15);
    }
    if (head < 0xC0) {
        return taken(Type::string, head & 31);
    }
    switch (head) {
    case 0xC0:
        return Type::nil;
    case 0xC2:
    case 0xC3:
        integer = head & 1;
        return Type::boolean;
    case 0xC4:
    case 0xC5:
    case 0xC6:
        return taken(Type::string, big(size_t{1} << (head - 0xC4)));
    case 0xC7:
    case 0xC8:
    case 0xC9: {
        const size_t count = big(size_t{1} << (head - 0xC7));
        extensionType = static_cast<int8_t>(big(1));
        return taken(Type::extension, count);
    }
    case 0xCA: {
        const uint32_t bits = static_cast<uint32_t>(big(4));
        float value;
        std::memcpy(&value, &bits, sizeof value);
        number = value;
        return broken ? Type::broken : Type::number;
    }
    case 0xCB: {
        const uint64_t bits = big(8);
        std::memcpy(&number, &bits, sizeof number);
        return broken ? Type::broken : Type::number;
    }
    case 0xCC:
    case 0xCD:
    case 0xCE:
    case 0xCF:
        integer = static_cast<int64_t>(big(size_t{1} << (head - 0xCC)));
        return broken ? Type::broken : Type::integer;
    case 0xD0:
        integer = static_cast<int8_t>(big(1));
        return broken ? Type::broken : Type::integer;
    case 0xD1:
        integer = static_cast<int16_t>(big(2));
        return broken ? Type::broken : Type::integer;
    case 0xD2:
        integer = static_cast<int32_t>(big(4));
        return broken ? Type::broken : Type::integer;
    case 0xD3:
        integer = static_cast<int64_t>(big(8));
        return broken ? Type::broken : Type::integer;
    case 0xD4:
    case 0xD5:
    case 0xD6:
    case 0xD7:
    case 0xD8:
        extensionType = static_cast<int8_t>(big(1));
        return taken(Type::extension, size_t{1} << (head - 0xD4));
    case 0xD9:
    case 0xDA:
    case 0xDB:
        return taken(Type::string, big(size_t{1} << (head - 0xD9)));
    case 0xDC:
    case 0xDD:
        return sized(Type::array, big(size_t{2} << (head - 0xDC)));
    case 0xDE:
    case 0xDF:
        return sized(Type::map, big(size_t{2} << (head - 0xDE)));
    default:
        return Type::broken;
    }
}

void Reader::skip() {
    size_t left = 1;
    while (left > 0) {
        left--;
        const Type type = next();
        if (type == Type::broken) {
            return;
        }
        left += type == Type::array ? size : type == Type::map ? 2 * size : 0;
    }
}
}
