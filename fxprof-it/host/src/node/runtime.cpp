#include <stdexcept>

#include "core/truth.h"
#include "om/component.h"
#include "scripting/actions.h"
#include "scripting/environment.h"

// Enters and leaves scripts as the server's JavaScript runtime does: the runtime is pushed around
// calls of natives and references only, not around the script. Errors of a called reference leave
// through the caller as C++ exceptions.
namespace {
class NodeRuntime : public Object<IScriptRuntime, IScriptFileHandlingRuntime, IScriptTickRuntime,
        IScriptEventRuntime, IScriptRefRuntime>, private Actions::Caller {
public:
    Result OM Create(IScriptHost* given) override {
        truth::Scope scope({truth::Kind::create, "javascript", resource->name, "create"});
        environment::Scope running(this);
        host = given;
        return OK;
    }

    Result OM Destroy() override {
        truth::Scope scope({truth::Kind::destroy, "javascript", resource->name, "destroy"});
        return OK;
    }

    void* OM GetParentObject() override {
        return resource;
    }
    void OM SetParentObject(void* object) override {
        resource = static_cast<Resource*>(object);
    }
    int32_t OM GetInstanceId() override {
        if (instance == 0) {
            instance = resources::nextInstance();
        }
        return instance;
    }

    int32_t OM HandlesFile(char* name, IScriptHostWithResourceData*) override {
        return std::string_view(name).find(".js") != std::string_view::npos;
    }

    Result OM LoadFile(char* name) override {
        truth::Scope scope({truth::Kind::load, "javascript", resource->name, name});
        return guarded([&] {
            script.parse(resources::read(*resource, name));
            for (const std::string& one : script.exportNames()) {
                resources::publish(*resource, one, reference(script.numberOf(one)));
            }
            script.run("load", "", *this);
        });
    }

    Result OM Tick() override {
        truth::Scope scope({truth::Kind::runtimeTick, "javascript", resource->name, "tick"});
        return guarded([&] { script.runTick(++ticks, *this); });
    }

    Result OM TriggerEvent(char* name, char* arguments, uint32_t size, char* source) override {
        truth::Scope scope({truth::Kind::event, "javascript", resource->name, name, source, size});
        return guarded([&] {
            script.run(std::string("event ") + name, std::string(arguments, size), *this);
        });
    }

    Result OM CallRef(int32_t number, char* arguments, uint32_t size,
            IScriptBuffer** result) override {
        truth::Scope scope({truth::Kind::reference, "javascript", resource->name,
                std::to_string(number), "", size});
        *result = nullptr;
        script.runExport(number, std::string(arguments, size), *this);
        *result = resources::buffer("done");
        return OK;
    }

    Result OM DuplicateRef(int32_t number, int32_t* out) override {
        *out = number;
        return OK;
    }
    Result OM RemoveRef(int32_t) override {
        return OK;
    }

private:
    template <class Enter>
    Result guarded(Enter&& enter) {
        try {
            enter();
            return OK;
        } catch (const std::exception& e) {
            host->ScriptTrace(const_cast<char*>(e.what()));
            return INVALID_ARGUMENT;
        }
    }

    void callNative(uint64_t hash, uintptr_t argument) override {
        environment::Scope running(this);
        NativeContext context = {};
        context.arguments[0] = argument;
        context.argumentCount = 1;
        context.identifier = hash;
        if (failed(host->InvokeNative(context))) {
            char* reason = nullptr;
            host->GetLastErrorText(&reason);
            throw std::runtime_error(reason);
        }
    }

    void invoke(const std::string& reference, const std::string& payload) override {
        environment::Scope running(this);
        resources::invoke(host, reference, payload);
    }

    std::string reference(int32_t number) override {
        return resources::canonical(host, this, number);
    }

    Actions script;
    uint64_t ticks = 0;
    Resource* resource = nullptr;
    IScriptHost* host = nullptr;
    int32_t instance = 0;
};

IBase* makeNode() {
    return (new NodeRuntime)->base();
}
}

extern "C" LIBRARY_EXPORT Component* CreateComponent() {
    return new ClassComponent({{classes::NODE, IScriptRuntime::IID, makeNode},
            {classes::NODE, IScriptFileHandlingRuntime::IID, makeNode}});
}
