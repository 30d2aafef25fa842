#pragma once

#include <cstddef>

#include "om/interfaces.h"

// Which runtime runs, as the server's handler of runtimes knows it.
namespace environment {
LIBRARY_EXPORT IScriptRuntime* current();
LIBRARY_EXPORT size_t depth();
LIBRARY_EXPORT void push(IScriptRuntime* runtime);
// Pushes it where no other thread runs scripts, which none does here.
LIBRARY_EXPORT bool tryPush(IScriptRuntime* runtime);
// Pops until so many are left. Whoever catches an error pops what it jumped over.
LIBRARY_EXPORT void popTo(size_t depth);

// A runtime that runs as long as a block.
class Scope {
public:
    explicit Scope(IScriptRuntime* runtime) : below(depth()) {
        push(runtime);
    }
    ~Scope() {
        popTo(below);
    }
    Scope(const Scope&) = delete;

private:
    const size_t below;
};
}
