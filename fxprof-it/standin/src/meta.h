#pragma once

#include <cstdint>

// The marks that wrappers pass beside a native's arguments: how they want its result.
namespace meta {
enum class Field : uint8_t { none, pointerValueInt, pointerValueFloat, pointerValueVector,
    returnResultAnyway, resultAsInteger, resultAsLong, resultAsFloat, resultAsString,
    resultAsVector, resultAsObject, count };

inline char fields[static_cast<int>(Field::count)];

inline void* address(Field field) {
    return &fields[static_cast<int>(field)];
}

// The field of a mark, or before where the pointer is none of those that ask for a result.
inline Field result(const void* pointer, Field before) {
    const char* mark = static_cast<const char*>(pointer);
    const auto index = mark - fields;
    const bool known = index >= static_cast<int>(Field::returnResultAnyway)
            && index < static_cast<int>(Field::count);
    return known ? static_cast<Field>(index) : before;
}
}
