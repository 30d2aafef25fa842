#pragma once

#include <cstddef>
#include <cstdint>

#include "om/interfaces.h"

// Under Windows invoke.def gives Invoke the name that MSVC, which builds the server, would.
#ifdef _WIN32
#define INVOKE_EXPORT
#else
#define INVOKE_EXPORT LIBRARY_EXPORT
#endif

namespace fx::invoker {
struct ScriptNativeHandler {
    uint64_t hash;

    LIBRARY_EXPORT static const ScriptNativeHandler& FromHash(uint64_t hash);
};

// A call of a native, as Lua's library makes it across the border of the libraries.
class ScriptNativeContext {
public:
    explicit ScriptNativeContext(const ScriptNativeHandler& handler) : info(handler) {}
    ScriptNativeContext(const ScriptNativeContext&) = delete;

    INVOKE_EXPORT void Invoke();

    void push(uintptr_t value) {
        add(value, {});
    }
    // Must live as long as the call.
    void push(const char* text, size_t length) {
        add(reinterpret_cast<uintptr_t>(text), {static_cast<uint32_t>(length), 0, 1, 1});
    }
    uintptr_t result() const {
        return results[0];
    }

private:
    struct Type {
        uint32_t size : 29;
        uint32_t isIsolated : 1;
        uint32_t isText : 1;
        uint32_t isPointer : 1;
    };

    void add(uintptr_t value, Type type) {
        if (numArguments < 32) {
            arguments[numArguments] = value;
            types[numArguments++] = type;
        }
    }

    const ScriptNativeHandler& info;
    uintptr_t arguments[32] = {};
    Type types[32] = {};
    size_t numArguments = 0;
    uintptr_t results[4] = {};
};
}
