#include <initializer_list>

#include "lua_api.h"
#include "lua_libs.h"

// The stock library, cut down to what the server leaves to scripts.
int openDebug(lua_State* L) {
    luaopen_debug(L);
    lua_createtable(L, 0, 5);
    for (const char* name : {"getinfo", "getmetatable", "setmetatable", "getupvalue",
            "traceback"}) {
        lua_getfield(L, -2, name);
        lua_setfield(L, -2, name);
    }
    return 1;
}
