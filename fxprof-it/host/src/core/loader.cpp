#include "core/loader.h"

#include <cstdio>

#include "core/platform.h"

namespace {
std::vector<Component*> components;

bool readNames(std::vector<std::string>& names) {
    FILE* file = std::fopen((platform::programFolder() + "/components.json").c_str(), "rb");
    if (!file) {
        return false;
    }
    bool inside = false;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) {
        if (c == '"') {
            inside = !inside;
            if (inside) {
                names.emplace_back();
            }
        } else if (inside) {
            names.back() += static_cast<char>(c == ':' ? '-' : c);
        }
    }
    std::fclose(file);
    return true;
}
}

namespace loader {
bool loadAll(int argc, char** argv, std::string& reason) {
    std::vector<std::string> names;
    if (!readNames(names)) {
        reason = "components.json is missing beside the program";
        return false;
    }
    for (const std::string& name : names) {
        void* library = platform::openComponent(name);
        void* entry = library ? platform::symbol(library, "CreateComponent") : nullptr;
        if (!entry) {
            reason = "component " + name + " cannot be loaded";
            return false;
        }
        Component* component = reinterpret_cast<Component* (*)()>(entry)();
        component->AddRef();
        components.push_back(component);
        component->SetUserData(std::string());
    }
    for (Component* component : components) {
        component->SetCommandLine(argc, argv);
        component->Initialize();
    }
    return true;
}

const std::vector<Component*>& all() {
    return components;
}
}
