#include "scripting/environment.h"

#include <vector>

#include "om/component.h"
#include "scripting/classes.h"

namespace {
std::vector<IScriptRuntime*> stack;

class RuntimeHandler : public Object<IScriptRuntimeHandler> {
public:
#ifdef VARIANT_SHIFTED
    Result OM GetRuntimeCount(int32_t* count) override {
        *count = static_cast<int32_t>(stack.size());
        return OK;
    }
#endif

    Result OM PushRuntime(IScriptRuntime* runtime) override {
        stack.push_back(runtime);
        return OK;
    }

    Result OM GetCurrentRuntime(IScriptRuntime** runtime) override {
        return above(0, runtime);
    }

    Result OM PopRuntime(IScriptRuntime* runtime) override {
        if (stack.empty() || stack.back() != runtime) {
            return INVALID_ARGUMENT;
        }
        stack.pop_back();
        return OK;
    }

    Result OM GetInvokingRuntime(IScriptRuntime** runtime) override {
        return above(1, runtime);
    }

    Result OM TryPushRuntime(IScriptRuntime* runtime) override {
        return PushRuntime(runtime);
    }

private:
    static Result above(size_t distance, IScriptRuntime** runtime) {
        *runtime = stack.size() > distance ? stack[stack.size() - 1 - distance] : nullptr;
        if (*runtime) {
            (*runtime)->AddRef();
        }
        return stack.empty() ? INVALID_ARGUMENT : OK;
    }
};

IScriptRuntimeHandler* handler() {
    static IScriptRuntimeHandler* const made = [] {
        void* object = nullptr;
        CoreFxCreateObjectInstance(classes::HANDLER, IScriptRuntimeHandler::IID, &object);
        return static_cast<IScriptRuntimeHandler*>(object);
    }();
    return made;
}
}

IBase* makeRuntimeHandler() {
    return (new RuntimeHandler)->base();
}

namespace environment {
IScriptRuntime* current() {
    return stack.empty() ? nullptr : stack.back();
}

size_t depth() {
    return stack.size();
}

void push(IScriptRuntime* runtime) {
    handler()->PushRuntime(runtime);
}

bool tryPush(IScriptRuntime* runtime) {
    return !failed(handler()->TryPushRuntime(runtime));
}

void popTo(size_t depth) {
    while (stack.size() > depth) {
        handler()->PopRuntime(stack.back());
    }
}
}
