// Mono itself where the stand-in's methods and collector are: each collection is a run of Garage.cs.
#include "mono/profiler.h"

#include <mono/jit/jit.h>
#include <mono/metadata/appdomain.h>
#include <mono/metadata/assembly.h>
#include <mono/metadata/mono-config.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "core/platform.h"

namespace {
MonoDomain* begin() {
    mono_config_parse(nullptr);
    return mono_jit_init_version("Citizen", "v4.0.30319");
}

int run(MonoDomain* domain) {
    MonoAssembly* const assembly = mono_domain_assembly_open(domain,
            (platform::programFolder() + "/Garage.net.dll").c_str());
    if (!assembly) {
        throw std::runtime_error("Mono does not load Garage.net.dll");
    }
    MonoClass* const server = mono_class_from_name(mono_assembly_get_image(assembly), "Garage", "Server");
    MonoObject* thrown = nullptr;
    MonoObject* const result = mono_runtime_invoke(mono_class_get_method_from_name(server, "Run", 0),
            nullptr, nullptr, &thrown);
    return thrown ? -1 : *static_cast<int*>(mono_object_unbox(result));
}

// As a resource that was started again: a domain of its own, which goes away with all that it loaded.
int runInOwnDomain(MonoDomain* root) {
    static char name[] = "resource";
    MonoDomain* const domain = mono_domain_create_appdomain(name, nullptr);
    mono_domain_set(domain, false);
    const int result = run(domain);
    mono_domain_set(root, false);
    mono_domain_unload(domain);
    return result;
}
}

namespace profiler {
struct Method {};

void collect() {
    static MonoDomain* const root = begin();
    static const bool restarts = std::getenv("HOST_MONO_RESTARTS") != nullptr;
    std::printf("mono: %d\n", restarts ? runInOwnDomain(root) : run(root));
    std::fflush(stdout);
}

Method* method(const std::string&, const std::string&) {
    static Method only;
    return &only;
}

Call::Call(Method* method) : called(method) {}
void Call::tail(Method*) {}
void Call::fail() {
    open = called == nullptr;
}
Call::~Call() {
    open = false;
}
}
