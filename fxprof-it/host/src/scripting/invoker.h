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
        if (numArguments < 32) {
            arguments[numArguments++] = value;
        }
    }
    uintptr_t result() const {
        return results[0];
    }

private:
    const ScriptNativeHandler& info;
    uintptr_t arguments[32] = {};
    size_t numArguments = 0;
    uintptr_t results[4] = {};
};
}
