#pragma once

#include "om/object.h"
#include "scripting/resources.h"

// A runtime whose class no component lists, as the server's own for callbacks. It does nothing.
class UnlistedRuntime : public Object<IScriptRuntime, IScriptEventRuntime, IScriptRefRuntime> {
public:
    Result OM Create(IScriptHost*) override {
        return OK;
    }
    Result OM Destroy() override {
        return OK;
    }
    void* OM GetParentObject() override {
        return nullptr;
    }
    void OM SetParentObject(void*) override {}
    int32_t OM GetInstanceId() override {
        return resources::nextInstance();
    }
    Result OM TriggerEvent(char*, char*, uint32_t, char*) override {
        return OK;
    }
    Result OM CallRef(int32_t, char*, uint32_t, IScriptBuffer** result) override {
        *result = nullptr;
        return OK;
    }
    Result OM DuplicateRef(int32_t, int32_t*) override {
        return OK;
    }
    Result OM RemoveRef(int32_t) override {
        return OK;
    }
};
