#include <stdexcept>

#include "core/platform.h"
#include "core/truth.h"
#include "om/component.h"
#include "profiler.h"
#include "scripting/actions.h"
#include "scripting/environment.h"
#include "tables.h"

// Enters and leaves scripts as the server's C# runtime does: every entry pushes the runtime, and
// errors become results.
namespace {
// Ticks of a runtime from one collection to the next.
constexpr int COLLECTION = 20;
constexpr Result MANAGED_ERROR = 0x80131500;
// The compiler adds the destructor's entries behind the methods of the first interface.
constexpr size_t DESTRUCTORS = 2;

class ManagedRuntime : public Object<IScriptRuntime, IScriptFileHandlingRuntime,
        IScriptTickRuntime, IScriptEventRuntime, IScriptRefRuntime, IScriptMemInfoRuntime>,
        private Actions::Caller {
public:
    static ManagedRuntime* make() {
        ManagedRuntime* made = new ManagedRuntime;
        made->tables.replace(static_cast<IScriptRuntime*>(made), 8 + DESTRUCTORS);
        made->tables.replace(static_cast<IScriptFileHandlingRuntime*>(made), 5);
        made->tables.replace(static_cast<IScriptTickRuntime*>(made), 4);
        made->tables.replace(static_cast<IScriptEventRuntime*>(made), 4);
        made->tables.replace(static_cast<IScriptRefRuntime*>(made), 6);
        made->tables.replace(static_cast<IScriptMemInfoRuntime*>(made), 5);
        return made;
    }

    Result OM Create(IScriptHost* given) override {
        truth::Scope scope({truth::Kind::create, "c#", resource->name, "create"});
        host = given;
        return OK;
    }

    Result OM Destroy() override {
        truth::Scope scope({truth::Kind::destroy, "c#", resource->name, "destroy"});
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
        return std::string_view(name).find(".net.dll") != std::string_view::npos;
    }

    Result OM LoadFile(char* name) override {
        truth::Scope scope({truth::Kind::load, "c#", resource->name, name});
        return guarded([&] {
            script.parse(resources::read(*resource, name));
            for (const std::string& one : script.exportNames()) {
                resources::publish(*resource, one, reference(script.numberOf(one)));
            }
            script.run("load", "", *this);
        });
    }

    Result OM Tick() override {
        truth::Scope scope({truth::Kind::runtimeTick, "c#", resource->name, "tick"});
        return guarded([&] {
            script.runTick(++ticks, *this);
            if (ticks % COLLECTION == 0) {
                profiler::collect();
            }
        });
    }

    Result OM TriggerEvent(char* name, char* arguments, uint32_t size, char* source) override {
        truth::Scope scope({truth::Kind::event, "c#", resource->name, name, source, size});
        return guarded([&] {
            script.run(std::string("event ") + name, std::string(arguments, size), *this);
        });
    }

    Result OM CallRef(int32_t number, char* arguments, uint32_t size,
            IScriptBuffer** result) override {
        truth::Scope scope({truth::Kind::reference, "c#", resource->name,
                std::to_string(number), "", size});
        *result = nullptr;
        return guarded([&] {
            script.runExport(number, std::string(arguments, size), *this);
            *result = resources::buffer("done");
        });
    }

    Result OM DuplicateRef(int32_t number, int32_t* out) override {
        *out = number;
        return OK;
    }
    Result OM RemoveRef(int32_t) override {
        return OK;
    }
    Result OM RequestMemoryUsage() override {
        return OK;
    }
    Result OM GetMemoryUsage(int64_t* bytes) override {
        *bytes = 0;
        return OK;
    }

private:
    template <class Enter>
    Result guarded(Enter&& enter) {
        environment::Scope running(this);
        try {
            enter();
            return OK;
        } catch (const std::exception& e) {
            host->ScriptTrace(const_cast<char*>(e.what()));
            return MANAGED_ERROR;
        }
    }

    void callNative(uint64_t hash, uintptr_t argument) override {
        NativeContext context = {};
        context.arguments[0] = argument;
        context.argumentCount = 1;
        context.identifier = hash;
        if (failed(host->InvokeNative(context))) {
            throw std::runtime_error("a native failed");
        }
    }

    void invoke(const std::string& reference, const std::string& payload) override {
        resources::invoke(host, reference, payload);
    }

    std::string reference(int32_t number) override {
        return resources::canonical(host, this, number);
    }

    profiler::Method* method(const std::string& name) {
        return profiler::method(resource->name + ".net", name);
    }

    void callMethod(const std::string& how, const std::string& name) override {
        if (how == "elsewhere") {
            platform::onThread([](void* one) {
                profiler::Call call(static_cast<profiler::Method*>(one));
            }, method(name));
            return;
        }
        if (how == "tail") {
            innermost->tail(method(name));
            truth::endTo(truth::depth() - 1);
        }
        try {
            runMethod(name);
        } catch (const std::exception&) {
            if (how != "try") {
                throw;
            }
        }
    }

    void runMethod(const std::string& name) {
        profiler::Call call(method(name));
        profiler::Call* const around = innermost;
        const size_t below = truth::depth();
        innermost = &call;
        truth::begin({truth::Kind::method, "c#", resource->name, name});
        try {
            script.run("method " + name, "", *this);
        } catch (...) {
            truth::endTo(below, true);
            call.fail();
            innermost = around;
            throw;
        }
        truth::endTo(below);
        innermost = around;
    }

    void collect() override {
        profiler::collect();
    }

    OwnTables tables;
    profiler::Call* innermost = nullptr;
    Actions script;
    uint64_t ticks = 0;
    Resource* resource = nullptr;
    IScriptHost* host = nullptr;
    int32_t instance = 0;
};

IBase* makeManaged() {
    return ManagedRuntime::make()->base();
}
}

extern "C" LIBRARY_EXPORT Component* CreateComponent() {
    return new ClassComponent({{classes::MONO, IScriptRuntime::IID, makeManaged},
            {classes::MONO, IScriptFileHandlingRuntime::IID, makeManaged}});
}
