#include <vector>

#include "core/loader.h"

namespace {
struct Found {
    std::vector<Guid> classes;
    size_t at = 0;
};

template <class Visit>
void forObjectComponents(Visit&& visit) {
    constexpr uint32_t type = typeHash("OMComponent");
    for (Component* component : loader::all()) {
        if (component->IsA(type)) {
            visit(static_cast<ObjectComponent*>(component->As(type)));
        }
    }
}
}

extern "C" {
LIBRARY_EXPORT intptr_t CoreFxFindFirstImpl(const Guid& iid, Guid* clsid) {
    Found* found = new Found;
    forObjectComponents([&](ObjectComponent* component) {
        for (const Guid& one : component->GetImplementedClasses(iid)) {
            found->classes.push_back(one);
        }
    });
    if (found->classes.empty()) {
        delete found;
        return 0;
    }
    *clsid = found->classes[0];
    return reinterpret_cast<intptr_t>(found);
}

LIBRARY_EXPORT int32_t CoreFxFindNextImpl(intptr_t handle, Guid* clsid) {
    Found* found = reinterpret_cast<Found*>(handle);
    if (!found || ++found->at >= found->classes.size()) {
        return 0;
    }
    *clsid = found->classes[found->at];
    return 1;
}

LIBRARY_EXPORT void CoreFxFindImplClose(intptr_t handle) {
    delete reinterpret_cast<Found*>(handle);
}

LIBRARY_EXPORT Result CoreFxCreateObjectInstance(const Guid& clsid, const Guid& iid, void** out) {
    Result result = NO_INTERFACE;
    forObjectComponents([&](ObjectComponent* component) {
        if (failed(result)) {
            result = component->CreateObjectInstance(clsid, iid, out);
        }
    });
    return result;
}
}
