#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "interfaces.h"

// What a component's CreateComponent returns. Under Windows a class of MSVC has one slot for its
// destructor and MinGW two, so the slot is written out there.
class Component {
public:
#ifdef _WIN32
    virtual void* destroy(unsigned) {
        return this;
    }
#else
    virtual ~Component() = default;
#endif
    virtual void AddRef() {
        ++references;
    }
    virtual bool Release() {
        return --references == 0;
    }
    virtual bool Initialize() {
        return true;
    }
    virtual void SetCommandLine(int, char**) {}
    virtual bool SetUserData(const std::string&) {
        return true;
    }
    virtual bool Shutdown() = 0;
    virtual bool DoGameLoad(void*) {
        return true;
    }
    virtual bool IsA(uint32_t) {
        return false;
    }
    virtual void* As(uint32_t) {
        return nullptr;
    }

protected:
    std::atomic<uint32_t> references{0};
};

// What CoreRT asks for classes.
class ObjectComponent {
public:
    virtual Result CreateObjectInstance(const Guid& clsid, const Guid& iid, void** out) = 0;
    virtual std::vector<Guid> GetImplementedClasses(const Guid& iid) = 0;

protected:
    ~ObjectComponent() = default;
};

constexpr uint32_t typeHash(std::string_view name) {
    uint32_t hash = 0;
    for (char c : name) {
        hash += static_cast<uint8_t>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        hash += hash << 10;
        hash ^= hash >> 6;
    }
    hash += hash << 3;
    hash ^= hash >> 11;
    return hash + (hash << 15);
}

// One class of a library and the interface by which it is found.
struct ObjectClass {
    Guid clsid;
    Guid iid;
    IBase* (*make)();
};

// The component of a library that only brings classes.
class ClassComponent : public Component, public ObjectComponent {
public:
    explicit ClassComponent(std::vector<ObjectClass> known) : classes(std::move(known)) {}

    bool Shutdown() override {
        return true;
    }
    bool IsA(uint32_t type) override {
        return type == typeHash("OMComponent");
    }
    void* As(uint32_t type) override {
        return IsA(type) ? static_cast<ObjectComponent*>(this) : nullptr;
    }

    Result CreateObjectInstance(const Guid& clsid, const Guid& iid, void** out) override {
        for (const ObjectClass& known : classes) {
            if (known.clsid == clsid && known.make) {
                IBase* object = known.make();
                const Result result = object->QueryInterface(iid, out);
                object->Release();
                return result;
            }
        }
        return NO_INTERFACE;
    }

    std::vector<Guid> GetImplementedClasses(const Guid& iid) override {
        std::vector<Guid> found;
        for (const ObjectClass& known : classes) {
            if (known.iid == iid) {
                found.push_back(known.clsid);
            }
        }
        return found;
    }

private:
    std::vector<ObjectClass> classes;
};

// CoreRT's exports, as its import library has them.
#ifdef VARIANT_NO_EXPORTS
#define CoreFxFindFirstImpl CoreFxFindFirst
#endif
extern "C" {
LIBRARY_EXPORT intptr_t CoreFxFindFirstImpl(const Guid& iid, Guid* clsid);
LIBRARY_EXPORT int32_t CoreFxFindNextImpl(intptr_t handle, Guid* clsid);
LIBRARY_EXPORT void CoreFxFindImplClose(intptr_t handle);
LIBRARY_EXPORT Result CoreFxCreateObjectInstance(const Guid& clsid, const Guid& iid, void** out);
}
