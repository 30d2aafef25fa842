#include "players.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "console.h"
#include "convars.h"
#include "events.h"
#include "lua_api.h"
#include "lua_libs.h"
#include "msgpack.h"

namespace {
struct Arrival {
    int source;
    std::string event, payload;
};

struct Load {
    std::string event, payload;
    double rate, owed;
    size_t next;
};

std::vector<Player> present;
std::multimap<uint64_t, Arrival> arrivals;
std::vector<Load> loads;

// A JSON array as the packed arguments of an event; false where it is none.
bool packed(const std::string& json, std::string& payload) {
    static lua_State* L = nullptr;
    if (L == nullptr) {
        L = luaL_newstate();
        luaL_requiref(L, "_G", luaopen_base, 1);
        luaL_requiref(L, "table", luaopen_table, 1);
        luaL_requiref(L, "json", openJson, 1);
        luaL_requiref(L, "msgpack", openMsgpack, 1);
        luaL_loadstring(L, "local list = json.decode(...) assert(type(list) == 'table') "
                "msgpack.setoption('empty_table_as_array', true) "
                "msgpack.set_string('string_compat') return msgpack.pack(list)");
        lua_setglobal(L, "convert");
    }
    lua_getglobal(L, "convert");
    lua_pushlstring(L, json.data(), json.size());
    const bool good = lua_pcall(L, 1, 1, 0) == LUA_OK;
    if (good) {
        size_t length;
        const char* bytes = lua_tolstring(L, -1, &length);
        payload.assign(bytes, length);
    }
    lua_settop(L, 0);
    return good;
}

std::string from(int id) {
    return "net:" + std::to_string(id);
}
}

namespace players {
void join(int count) {
    for (int i = 0; i < count; i++) {
        const int id = static_cast<int>(present.size()) + 1;
        const std::string number = std::to_string(id);
        present.push_back({id, "player" + number, {"license:" + std::string(39, '0') + number,
                "ip:127.0.0.1"}, 20 + id % 60});
        for (const std::string& identifier : present.back().identifiers) {
            permissions::inherit("player." + number, "identifier." + identifier);
        }
        std::string payload;
        msgpack::array(payload, 1);
        msgpack::string(payload, std::to_string(65535 + id));
        events::queue("playerJoining", payload, "internal-net:" + number);
    }
}

const std::vector<Player>& all() {
    return present;
}

const Player* find(int id) {
    const auto found = std::find_if(present.begin(), present.end(),
            [&](const Player& player) { return player.id == id; });
    return found == present.end() ? nullptr : &*found;
}

void drop(int id, const std::string& reason) {
    const auto found = std::find_if(present.begin(), present.end(),
            [&](const Player& player) { return player.id == id; });
    if (found != present.end()) {
        present.erase(found);
        events::queue("playerDropped", events::payload({reason}),
                "internal-net:" + std::to_string(id));
    }
}

bool script(const std::string& path) {
    std::ifstream in(path);
    if (!in) {
        return false;
    }
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        uint64_t tick;
        Arrival arrival;
        if (line.empty() || line[0] == '#') {
            continue;
        }
        std::string json;
        if (!(words >> tick >> arrival.source >> arrival.event) || !std::getline(words, json)
                || !packed(json, arrival.payload)) {
            console::print("standin", "cannot read this line of " + path + ": " + line + "\n");
            return false;
        }
        arrivals.emplace(tick, arrival);
    }
    return true;
}

void load(const std::string& event, double rate, const std::string& jsonArguments) {
    loads.erase(std::remove_if(loads.begin(), loads.end(),
            [&](const Load& one) { return one.event == event; }), loads.end());
    Load made{event, "", rate, 0, 0};
    if (rate > 0 && packed(jsonArguments, made.payload)) {
        loads.push_back(made);
    }
}

void arrive(uint64_t tick, int64_t sinceLastNanos) {
    while (!arrivals.empty() && arrivals.begin()->first <= tick) {
        const Arrival& arrival = arrivals.begin()->second;
        events::queue(arrival.event, arrival.payload, from(arrival.source));
        arrivals.erase(arrivals.begin());
    }
    for (Load& one : loads) {
        one.owed = present.empty() ? 0 : one.owed + one.rate * static_cast<double>(sinceLastNanos) / 1e9;
        for (; one.owed >= 1; one.owed--) {
            events::queue(one.event, one.payload, from(present[one.next++ % present.size()].id));
        }
    }
}
}
