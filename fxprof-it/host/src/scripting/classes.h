#pragma once

#include <string>

#include "om/object.h"

struct Resource;

IBase* makeRuntimeHandler();
IScriptHost* makeScriptHost(Resource* resource);

class ScriptBuffer : public Object<IScriptBuffer> {
public:
    explicit ScriptBuffer(std::string held) : bytes(std::move(held)) {}

    char* OM GetBytes() override {
        return bytes.data();
    }
    uint32_t OM GetLength() override {
        return static_cast<uint32_t>(bytes.size());
    }

private:
    std::string bytes;
};
