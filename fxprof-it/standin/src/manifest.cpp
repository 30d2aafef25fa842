#include <algorithm>
#include <filesystem>
#include <regex>

#include "console.h"
#include "lua_api.h"
#include "lua_libs.h"
#include "resources.h"
#include "text.h"

namespace {
int addMetadata(lua_State* L) {
    Resource* resource = static_cast<Resource*>(lua_touserdata(L, lua_upvalueindex(1)));
    const char* key = luaL_checkstring(L, 1);
    const char* value = luaL_tolstring(L, 2, nullptr);
    resource->manifest[key].emplace_back(value);
    return 0;
}

// Every unknown name is a function that adds its argument, or each entry of its table, under that
// name; a plural given a table loses its s.
const char* const READER = R"(
local add, chunk = ...
setmetatable(_G, { __index = function(_, key)
    return function(value)
        local name = key
        if type(value) == 'table' then
            name = key:sub(-1) == 's' and key:sub(1, -2) or key
            for _, entry in ipairs(value) do
                add(name, entry)
            end
        else
            add(key, value)
        end
        return function(extra)
            add(name .. '_extra', json.encode(extra))
        end
    end
end })
chunk()
)";

std::string pattern(const std::string& glob) {
    std::string out;
    for (size_t i = 0; i < glob.size(); i++) {
        const char c = glob[i];
        if (c == '*' && glob.compare(i, 3, "**/") == 0) {
            out += "(?:.*/)?";
            i += 2;
        } else if (c == '*') {
            out += "[^/]*";
        } else if (std::string("\\.^$|()[]{}+?").find(c) != std::string::npos) {
            out += std::string("\\") + c;
        } else {
            out += c;
        }
    }
    return out;
}

void match(const Resource& resource, const std::string& glob, std::vector<std::string>& found) {
    namespace fs = std::filesystem;
    const std::regex wanted(pattern(glob));
    std::vector<std::string> matches;
    for (const auto& entry : fs::recursive_directory_iterator(resource.path)) {
        const std::string name = fs::relative(entry.path(), resource.path).generic_string();
        if (entry.is_regular_file() && std::regex_match(name, wanted)) {
            matches.push_back(name);
        }
    }
    std::sort(matches.begin(), matches.end());
    found.insert(found.end(), matches.begin(), matches.end());
}
}

namespace manifest {
bool read(Resource& resource) {
    std::string content;
    if (!readFile(resource.path + "/fxmanifest.lua", content)) {
        return false;
    }
    resource.manifest.clear();
    lua_State* L = luaL_newstate();
    luaL_requiref(L, "_G", luaopen_base, 1);
    luaL_requiref(L, "string", luaopen_string, 1);
    luaL_requiref(L, "table", luaopen_table, 1);
    luaL_requiref(L, "json", openJson, 1);
    lua_settop(L, 0);
    const std::string chunk = "@" + resource.name + "/fxmanifest.lua";
    bool good = luaL_loadstring(L, READER) == LUA_OK;
    lua_pushlightuserdata(L, &resource);
    lua_pushcclosure(L, addMetadata, 1);
    good = good && luaL_loadbuffer(L, content.data(), content.size(), chunk.c_str()) == LUA_OK
            && lua_pcall(L, 2, 0, 0) == LUA_OK;
    if (!good) {
        console::print("resources", "Resource loading for " + resource.name + " failed:\n"
                + lua_tostring(L, -1) + "\n");
    }
    lua_close(L);
    return good;
}

std::vector<std::string> files(const Resource& resource, const std::string& key) {
    std::vector<std::string> found;
    for (const std::string& entry : resource.metadata(key)) {
        if (entry[0] != '@' && entry.find('*') != std::string::npos) {
            match(resource, entry, found);
        } else {
            found.push_back(entry);
        }
    }
    return found;
}
}
