#include "files.h"

#include <filesystem>

#include "resources.h"
#include "runtime.h"
#include "text.h"

namespace {
namespace fs = std::filesystem;

bool inside(const std::string& path, const std::string& folder) {
    return startsWith(path, folder + "/") || path == folder;
}

bool climbs(const std::string& name) {
    for (const fs::path& part : fs::path(name)) {
        if (part == "..") {
            return true;
        }
    }
    return false;
}

// No link may lead out of the resource.
bool real(const std::string& path, const std::string& folder) {
    std::error_code problem;
    const std::string resolved = fs::weakly_canonical(path, problem).string();
    return !problem && inside(resolved, fs::weakly_canonical(folder, problem).string());
}
}

namespace files {
std::string readable(const std::string& name) {
    if (name.empty() || climbs(name)) {
        return "";
    }
    if (name[0] == '@') {
        const size_t slash = std::min(name.find('/'), name.size());
        const Resource* resource = resources::find(name.substr(1, slash - 1));
        const std::string path = resource == nullptr ? "" : resource->path + name.substr(slash);
        return path.empty() || !real(path, resource->path) ? "" : path;
    }
    const std::string path = fs::absolute(name).lexically_normal().string();
    for (const auto& resource : resources::all()) {
        if (inside(path, resource->path) && real(path, resource->path)) {
            return path;
        }
    }
    return "";
}

std::string writable(const std::string& name) {
    const std::string path = readable(name);
    const Runtime* runtime = runtimes::current();
    return runtime != nullptr && inside(path, runtime->resource.path) ? path : "";
}
}
