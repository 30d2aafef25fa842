#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core/platform.h"
#include "scripting/classes.h"
#include "scripting/natives.h"
#include "scripting/resources.h"

namespace {
class ScriptHost : public Object<IScriptHost, IScriptHostWithResourceData,
        IScriptHostWithBookmarks> {
public:
    explicit ScriptHost(Resource* of) : resource(of) {}

    Result OM InvokeNative(NativeContext& context) override {
        try {
            uintptr_t result = 0;
            natives::run(context.identifier, context.arguments,
                    static_cast<size_t>(context.argumentCount), &result);
            context.arguments[0] = result;
            context.resultCount = 1;
            return OK;
        } catch (const std::exception& e) {
            lastError = e.what();
            return INVALID_ARGUMENT;
        }
    }

    Result OM OpenSystemFile(char*, IStream**) override {
        return NOT_IMPLEMENTED;
    }
    Result OM OpenHostFile(char*, IStream**) override {
        return NOT_IMPLEMENTED;
    }

    Result OM CanonicalizeRef(int32_t reference, int32_t instance, char** out) override {
        const std::string text = resource->name + ":" + std::to_string(instance) + ":"
                + std::to_string(reference);
        *out = static_cast<char*>(std::malloc(text.size() + 1));
        std::memcpy(*out, text.c_str(), text.size() + 1);
        return OK;
    }

    Result OM ScriptTrace(char* message) override {
        std::printf("[%s] %s\n", resource->name.c_str(), message);
        std::fflush(stdout);
        return OK;
    }

    Result OM SubmitBoundaryStart(char*, int32_t) override {
        return OK;
    }
    Result OM SubmitBoundaryEnd(char*, int32_t) override {
        return OK;
    }

    Result OM GetLastErrorText(char** out) override {
        *out = lastError.data();
        return OK;
    }

    Result OM InvokeFunctionReference(char* reference, char* arguments, uint32_t size,
            IScriptBuffer** result) override {
        int32_t number = 0;
        const Held<IScriptRefRuntime> runtime = resources::referenced(reference, number);
        return runtime ? runtime->CallRef(number, arguments, size, result) : INVALID_ARGUMENT;
    }

    Result OM GetResourceName(char** out) override {
        *out = resource->name.data();
        return OK;
    }
    Result OM GetNumResourceMetaData(char*, int32_t* count) override {
        *count = 0;
        return OK;
    }
    Result OM GetResourceMetaData(char*, int32_t, char** value) override {
        *value = nullptr;
        return INVALID_ARGUMENT;
    }

    Result OM ScheduleBookmark(IScriptTickRuntimeWithBookmarks* runtime, uint64_t bookmark,
            int64_t deadline) override {
        const int64_t now = platform::nanos() / 1000;
        resources::schedule(runtime, bookmark, deadline < 0 ? now - deadline * 1000 : deadline);
        return OK;
    }
    Result OM RemoveBookmarks(IScriptTickRuntimeWithBookmarks* runtime) override {
        resources::unschedule(runtime);
        return OK;
    }
    Result OM CreateBookmarks(IScriptTickRuntimeWithBookmarks*) override {
        return OK;
    }

private:
    Resource* const resource;
    std::string lastError;
};
}

IScriptHost* makeScriptHost(Resource* resource) {
    return new ScriptHost(resource);
}
