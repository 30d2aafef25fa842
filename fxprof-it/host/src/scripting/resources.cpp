#include "scripting/resources.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>

#include "core/platform.h"
#include "om/component.h"
#include "scripting/classes.h"

namespace {
std::vector<std::unique_ptr<Resource>> started;
std::map<std::string, std::string> exports;
std::string lookedUp;

char* text(const std::string& s) {
    return const_cast<char*>(s.c_str());
}

intptr_t findFirst(Guid* clsid) {
    using Find = intptr_t (*)(const Guid*, Guid*);
    const Guid& iid = IScriptFileHandlingRuntime::IID;
    if (lookedUp.empty()) {
        return CoreFxFindFirstImpl(iid, clsid);
    }
    static const Find find = reinterpret_cast<Find>(
            platform::symbol(platform::openComponent("CoreRT"), lookedUp.c_str()));
    return find(&iid, clsid);
}

// A new runtime of each class that handles a file of the resource.
void makeRuntimes(Resource& resource, const std::vector<std::string>& scripts) {
    Guid clsid = {};
    const intptr_t find = findFirst(&clsid);
    for (bool more = find != 0; more; more = CoreFxFindNextImpl(find, &clsid) != 0) {
        void* object = nullptr;
        if (failed(CoreFxCreateObjectInstance(clsid, IScriptFileHandlingRuntime::IID, &object))) {
            continue;
        }
        const Held<IScriptFileHandlingRuntime> made(
                static_cast<IScriptFileHandlingRuntime*>(object));
        const auto metadata = Held<IScriptHostWithResourceData>::of(resource.host.get());
        for (const std::string& script : scripts) {
            if (made->HandlesFile(text(script), metadata.get())) {
                resource.runtimes.push_back(Held<IScriptRuntime>::of(made.get()));
                break;
            }
        }
    }
    CoreFxFindImplClose(find);
}

void load(Resource& resource, const std::string& script) {
    for (const auto& runtime : resource.runtimes) {
        const auto files = Held<IScriptFileHandlingRuntime>::of(runtime.get());
        const auto metadata = Held<IScriptHostWithResourceData>::of(resource.host.get());
        if (files->HandlesFile(text(script), metadata.get())
                && failed(files->LoadFile(text(script)))) {
            std::printf("Failed to load script %s.\n", script.c_str());
        }
    }
}

template <class Interface, class Visit>
void forRuntimes(Visit&& visit) {
    for (const auto& resource : started) {
        for (const auto& runtime : resource->runtimes) {
            if (const auto found = Held<Interface>::of(runtime.get())) {
                visit(*found.get());
            }
        }
    }
}
}

namespace resources {
void lookUp(const std::string& function) {
    lookedUp = function;
}

void start(const std::string& name, const std::string& folder,
        const std::vector<std::string>& scripts) {
    started.push_back(std::make_unique<Resource>());
    Resource& resource = *started.back();
    resource.name = name;
    resource.folder = folder;
    resource.host = Held<IScriptHost>(makeScriptHost(&resource));
    makeRuntimes(resource, scripts);
    for (const auto& runtime : resource.runtimes) {
        runtime->SetParentObject(&resource);
    }
    for (const auto& runtime : resource.runtimes) {
        runtime->Create(resource.host.get());
    }
    for (const std::string& script : scripts) {
        load(resource, script);
    }
}

void stopAll() {
    for (const auto& resource : started) {
        for (const auto& runtime : resource->runtimes) {
            runtime->Destroy();
        }
    }
    exports.clear();
    started.clear();
}

void event(const std::string& name, const std::string& payload, const std::string& source) {
    forRuntimes<IScriptEventRuntime>([&](IScriptEventRuntime& runtime) {
        runtime.TriggerEvent(text(name), text(payload), static_cast<uint32_t>(payload.size()),
                text(source));
    });
}

std::string read(const Resource& resource, const std::string& file) {
    std::string content;
    FILE* in = std::fopen((resource.folder + "/" + file).c_str(), "rb");
    if (!in) {
        throw std::runtime_error("cannot open " + resource.folder + "/" + file);
    }
    for (int c = std::fgetc(in); c != EOF; c = std::fgetc(in)) {
        content += static_cast<char>(c);
    }
    std::fclose(in);
    return content;
}

IScriptHost* hostOf(const std::string& name) {
    for (const auto& resource : started) {
        if (resource->name == name) {
            return resource->host.get();
        }
    }
    throw std::runtime_error("no such resource: " + name);
}

Owner ownerOf(IScriptRuntime* runtime) {
    if (!runtime) {
        return {"", "engine"};
    }
    const Resource* resource = static_cast<Resource*>(runtime->GetParentObject());
    // The kinds of runtimes are told apart by what only they implement.
    const bool lua = static_cast<bool>(Held<IScriptTickRuntimeWithBookmarks>::of(runtime));
    const bool managed = !lua && static_cast<bool>(Held<IScriptMemInfoRuntime>::of(runtime));
    return {resource ? resource->name : "", lua ? "lua" : managed ? "c#" : "javascript"};
}

void publish(const Resource& resource, const std::string& name, const std::string& reference) {
    exports[resource.name + "/" + name] = reference;
}

std::string exported(const std::string& resource, const std::string& name) {
    const auto found = exports.find(resource + "/" + name);
    return found == exports.end() ? std::string() : found->second;
}

std::string invoke(IScriptHost* host, const std::string& reference, const std::string& payload) {
    IScriptBuffer* result = nullptr;
    if (failed(host->InvokeFunctionReference(text(reference), text(payload),
                static_cast<uint32_t>(payload.size()), &result))) {
        throw std::runtime_error("the call of " + reference + " failed");
    }
    const Held<IScriptBuffer> held(result);
    return result ? std::string(result->GetBytes(), result->GetLength()) : std::string();
}

std::string canonical(IScriptHost* host, IScriptRuntime* runtime, int32_t reference) {
    char* made = nullptr;
    host->CanonicalizeRef(reference, runtime->GetInstanceId(), &made);
    const std::string result = made;
    std::free(made);
    return result;
}

IScriptBuffer* buffer(const std::string& bytes) {
    return new ScriptBuffer(bytes);
}

Held<IScriptRefRuntime> referenced(std::string_view reference, int32_t& number) {
    const size_t first = reference.find(':');
    const size_t last = reference.rfind(':');
    if (first == std::string_view::npos || first == last) {
        return {};
    }
    const int32_t instance = std::atoi(std::string(reference.substr(first + 1)).c_str());
    number = std::atoi(std::string(reference.substr(last + 1)).c_str());
    for (const auto& resource : started) {
        for (const auto& runtime : resource->runtimes) {
            if (resource->name == reference.substr(0, first)
                    && runtime->GetInstanceId() == instance) {
                return Held<IScriptRefRuntime>::of(runtime.get());
            }
        }
    }
    return {};
}

int32_t nextInstance() {
    static int32_t last = 0;
    return ++last;
}

void tickRuntimes() {
    forRuntimes<IScriptTickRuntime>([](IScriptTickRuntime& runtime) {
        runtime.Tick();
    });
}
}
