#include <algorithm>
#include <vector>

#include "lmprof.h"
#include "lua_libs.h"
#include "recorder.h"
#include "runtime.h"
#include "text.h"

namespace {
const char* const TYPE = "lmprof";

struct Settings {
    bool asString;
};

Settings* settings(lua_State* L) {
    return static_cast<Settings*>(luaL_testudata(L, 1, TYPE));
}

int create(lua_State* L) {
    Settings* made = static_cast<Settings*>(lua_newuserdatauv(L, sizeof(Settings), 0));
    made->asString = false;
    luaL_setmetatable(L, TYPE);
    return 1;
}

int start(lua_State* L) {
    if (!lmprof::begin(*runtimes::current(), 0)) {
        return luaL_error(L, "lmprof: a hook or a profiler is already there");
    }
    lua_pushboolean(L, 1);
    return 1;
}

void pushRow(lua_State* L, const FunctionTotals& totals) {
    lua_createtable(L, 0, 4);
    lua_pushlstring(L, totals.name.data(), totals.name.size());
    lua_setfield(L, -2, "name");
    lua_pushinteger(L, static_cast<lua_Integer>(totals.calls));
    lua_setfield(L, -2, "count");
    lua_pushinteger(L, totals.selfNanos);
    lua_setfield(L, -2, "time");
    lua_pushinteger(L, totals.totalNanos);
    lua_setfield(L, -2, "total_time");
}

void pushString(lua_State* L, const std::vector<FunctionTotals>& rows) {
    std::string text;
    for (const FunctionTotals& row : rows) {
        text += format("%s calls=%llu self=%lld total=%lld\n", row.name.c_str(),
                static_cast<unsigned long long>(row.calls), static_cast<long long>(row.selfNanos),
                static_cast<long long>(row.totalNanos));
    }
    lua_pushlstring(L, text.data(), text.size());
}

std::vector<FunctionTotals> sorted(const Recorder& recorder) {
    std::vector<FunctionTotals> rows;
    for (const auto& of : recorder.known) {
        for (const auto& entry : of.second) {
            rows.push_back(*entry.second);
        }
    }
    std::sort(rows.begin(), rows.end(), [](const FunctionTotals& a, const FunctionTotals& b) {
        return a.selfNanos != b.selfNanos ? a.selfNanos > b.selfNanos : a.name < b.name;
    });
    return rows;
}

int stop(lua_State* L) {
    Runtime& runtime = *runtimes::current();
    if (runtime.recorder == nullptr) {
        return luaL_error(L, "lmprof: nothing is being recorded");
    }
    const std::vector<FunctionTotals> rows = sorted(*runtime.recorder);
    lmprof::end(runtime);
    const Settings* how = settings(L);
    if (how != nullptr && how->asString) {
        pushString(L, rows);
        return 1;
    }
    lua_createtable(L, 0, 2);
    lua_createtable(L, 0, 1);
    lua_pushstring(L, "nano");
    lua_setfield(L, -2, "clockid");
    lua_setfield(L, -2, "header");
    lua_createtable(L, static_cast<int>(rows.size()), 0);
    for (size_t i = 0; i < rows.size(); i++) {
        pushRow(L, rows[i]);
        lua_rawseti(L, -2, static_cast<lua_Integer>(i + 1));
    }
    lua_setfield(L, -2, "records");
    return 1;
}

int quit(lua_State*) {
    lmprof::end(*runtimes::current());
    return 0;
}

int setOption(lua_State* L) {
    Settings* how = settings(L);
    if (how != nullptr && std::string_view(luaL_checkstring(L, 2)) == "output_string") {
        how->asString = lua_toboolean(L, 3) != 0;
    }
    lua_settop(L, 1);
    return 1;
}

const luaL_Reg FUNCTIONS[] = {{"create", create}, {"start", start}, {"stop", stop},
        {"quit", quit}, {"set_option", setOption}, {nullptr, nullptr}};
}

int openLmprof(lua_State* L) {
    luaL_newlib(L, FUNCTIONS);
    if (luaL_newmetatable(L, TYPE)) {
        lua_pushvalue(L, -2);
        lua_setfield(L, -2, "__index");
    }
    lua_pop(L, 1);
    return 1;
}
