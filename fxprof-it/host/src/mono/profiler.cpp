#include "profiler.h"

#include <map>
#include <memory>

#include "om/interfaces.h"

namespace profiler {
struct Assembly {
    std::string name;
};

struct Class {
    std::string space;
    std::string name;
    Class* around;
    Assembly* assembly;
};

struct Method {
    std::string name;
    Class* owner;
    bool compiled = false;
    int told = 0;
};
}

namespace {
using profiler::Assembly;
using profiler::Class;
using profiler::Method;
using Collected = void (*)(void* profiler, int event, uint32_t generation, int32_t serial);
using Filter = int (*)(void* profiler, Method* method);
using Told = void (*)(void* profiler, Method* method, void* more);

// In the order in which Mono tells of one collection; see its MonoProfilerGCEvent.
constexpr int EVENTS[] = {6, 10, 7, 0, 5, 8, 9, 11};
// Of Mono's MonoProfilerCallInstrumentationFlags.
constexpr int ENTER = 1 << 1;
constexpr int LEAVE = 1 << 3;
constexpr int TAIL_CALL = 1 << 5;
constexpr int EXCEPTION_LEAVE = 1 << 6;

void* given = nullptr;
Collected collected = nullptr;
Filter filter = nullptr;
Told entered = nullptr;
Told left = nullptr;
Told replaced = nullptr;
Told excepted = nullptr;
Told freed = nullptr;
uint32_t collections = 0;

template <class Kept>
Kept* keep(std::map<std::string, std::unique_ptr<Kept>>& all, const std::string& key, Kept made) {
    std::unique_ptr<Kept>& kept = all[key];
    if (!kept) {
        kept = std::make_unique<Kept>(std::move(made));
    }
    return kept.get();
}

std::string before(const std::string& text, size_t at) {
    return at == std::string::npos ? "" : text.substr(0, at);
}

std::string behind(const std::string& text, size_t at) {
    return at == std::string::npos ? text : text.substr(at + 1);
}

Class* classOf(Assembly* assembly, const std::string& name) {
    static std::map<std::string, std::unique_ptr<Class>> all;
    const size_t nested = name.rfind('+');
    Class* around = nested == std::string::npos ? nullptr : classOf(assembly, before(name, nested));
    const size_t dot = around ? std::string::npos : name.rfind('.');
    return keep(all, assembly->name + "/" + name,
            Class{before(name, dot), behind(name, around ? nested : dot), around, assembly});
}

bool isTold(const Method* method, int what) {
    return (method->told & what) != 0;
}
}

// As Mono exports them; a server has them in mono-2.0-sgen.dll, on Linux in this library.
extern "C" {
LIBRARY_EXPORT void* mono_profiler_create(void* mine) {
    given = mine;
    return &given;
}

LIBRARY_EXPORT void mono_profiler_set_gc_event_callback(void*, Collected callback) {
    collected = callback;
}

LIBRARY_EXPORT void mono_profiler_set_call_instrumentation_filter_callback(void*, Filter callback) {
    filter = callback;
}

LIBRARY_EXPORT void mono_profiler_set_method_enter_callback(void*, Told callback) {
    entered = callback;
}

LIBRARY_EXPORT void mono_profiler_set_method_leave_callback(void*, Told callback) {
    left = callback;
}

#ifndef VARIANT_OLDER_MONO
LIBRARY_EXPORT void mono_profiler_set_method_tail_call_callback(void*, Told callback) {
    replaced = callback;
}
#endif

LIBRARY_EXPORT void mono_profiler_set_method_exception_leave_callback(void*, Told callback) {
    excepted = callback;
}

LIBRARY_EXPORT void mono_profiler_set_method_free_callback(void*, Told callback) {
    freed = callback;
}

// Nothing is unloaded here.
LIBRARY_EXPORT void mono_profiler_set_image_unloading_callback(void*, Told) {}

LIBRARY_EXPORT const char* mono_method_get_name(Method* method) {
    return method->name.c_str();
}

LIBRARY_EXPORT Class* mono_method_get_class(Method* method) {
    return method->owner;
}

LIBRARY_EXPORT const char* mono_class_get_name(Class* of) {
    return of->name.c_str();
}

LIBRARY_EXPORT const char* mono_class_get_namespace(Class* of) {
    return of->space.c_str();
}

LIBRARY_EXPORT Class* mono_class_get_nesting_type(Class* of) {
    return of->around;
}

// One of an assembly's stands for its image and for its name, too.
LIBRARY_EXPORT Assembly* mono_class_get_image(Class* of) {
    return of->assembly;
}

LIBRARY_EXPORT Assembly* mono_image_get_assembly(Assembly* image) {
    return image;
}

LIBRARY_EXPORT Assembly* mono_assembly_get_name(Assembly* assembly) {
    return assembly;
}

LIBRARY_EXPORT const char* mono_assembly_name_get_name(Assembly* name) {
    return name->name.c_str();
}
}

namespace profiler {
void collect() {
    const uint32_t generation = collections++ % 2;
    for (const int event : EVENTS) {
        if (collected) {
            collected(given, event, generation, 1);
        }
    }
}

Method* method(const std::string& assembly, const std::string& name) {
    static std::map<std::string, std::unique_ptr<Assembly>> assemblies;
    static std::map<std::string, std::unique_ptr<Method>> methods;
    Assembly* in = keep(assemblies, assembly, Assembly{assembly});
    const size_t dot = name.rfind('.');
    return keep(methods, assembly + "/" + name,
            Method{behind(name, dot), classOf(in, before(name, dot))});
}

Call::Call(Method* method) : called(method) {
    if (!called->compiled) {
        called->compiled = true;
        called->told = filter ? filter(given, called) : 0;
    }
    if (isTold(called, ENTER) && entered) {
        entered(given, called, nullptr);
    }
}

void Call::tail(Method* target) {
    open = false;
    if (isTold(called, TAIL_CALL) && replaced) {
        replaced(given, called, target);
    }
}

// Mono asks again here.
void Call::fail() {
    const bool was = open;
    open = false;
    if (was && excepted && filter && (filter(given, called) & EXCEPTION_LEAVE) != 0) {
        excepted(given, called, nullptr);
    }
}

Call::~Call() {
    if (open && isTold(called, LEAVE) && left) {
        left(given, called, nullptr);
    }
}
}
