#pragma once

#include <atomic>
#include <utility>

#include "interfaces.h"

// A class with several interfaces, counted references and one vtable an interface.
template <class... Interfaces>
class Object : public Interfaces... {
public:
    Object() = default;
    Object(const Object&) = delete;
    virtual ~Object() = default;

    Result QueryInterface(const Guid& iid, void** out) override {
        *out = nullptr;
        ((iid == Interfaces::IID && !*out ? void(*out = static_cast<Interfaces*>(this)) : void()),
                ...);
        if (!*out && iid == guids::parse("00000000-0000-0000-C000-000000000046")) {
            *out = base();
        }
        if (!*out) {
            return NO_INTERFACE;
        }
        AddRef();
        return OK;
    }

    uint32_t AddRef() override {
        return references.fetch_add(1) + 1;
    }

    uint32_t Release() override {
        const uint32_t left = references.fetch_sub(1) - 1;
        if (left == 0) {
            delete this;
        }
        return left;
    }

    IBase* base() {
        return first<Interfaces...>();
    }

private:
    template <class First, class...>
    First* first() {
        return static_cast<First*>(this);
    }

    std::atomic<uint32_t> references{1};
};

// Whoever holds one releases it at its end.
template <class Interface>
class Held {
public:
    Held() = default;
    explicit Held(Interface* object) : held(object) {}
    Held(const Held&) = delete;
    Held(Held&& other) noexcept : held(other.held) {
        other.held = nullptr;
    }
    Held& operator=(Held&& other) noexcept {
        std::swap(held, other.held);
        return *this;
    }
    ~Held() {
        if (held) {
            held->Release();
        }
    }

    // Another interface of the same object; none where it has no such interface.
    static Held of(IBase* object) {
        void* found = nullptr;
        if (object) {
            object->QueryInterface(Interface::IID, &found);
        }
        return Held(static_cast<Interface*>(found));
    }

    Interface* get() const {
        return held;
    }
    Interface* operator->() const {
        return held;
    }
    explicit operator bool() const {
        return held != nullptr;
    }

private:
    Interface* held = nullptr;
};

// What the compiler cannot know: it must look methods up in the table.
template <class Interface>
Interface* unknown(Interface* object) {
    __asm__ volatile("" : "+r"(object));
    return object;
}
