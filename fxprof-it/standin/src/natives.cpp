#include "natives.h"

#include <cctype>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "text.h"

namespace {
std::unordered_map<uint64_t, const Native*> byHash;
std::map<std::string, const Native*> byName;

// GET_GAME_TIMER becomes GetGameTimer.
std::string scriptName(const char* name) {
    std::string out;
    bool up = true;
    for (const char* c = name; *c != '\0'; c++) {
        if (*c == '_') {
            up = true;
        } else {
            out += static_cast<char>(up ? *c : std::tolower(static_cast<unsigned char>(*c)));
            up = false;
        }
    }
    return out;
}

std::string argumentText(char kind, char name) {
    const std::string n(1, name);
    switch (kind) {
    case 's':
        return "_ts(" + n + ")";
    case 'h':
        return "_ch(" + n + ")";
    case 'f':
        return "_mfr(" + n + ")";
    case 'o':
        return n + "_bytes, " + n + "_len";
    default:
        return n;
    }
}

std::string wrapper(const Native& native) {
    static const std::map<char, const char*> RESULTS = {{'b', "_r"}, {'i', "_ri"}, {'l', "_rl"},
            {'f', "_rf"}, {'s', "_s"}, {'v', "_rv"}, {'o', "_ro"}};
    const std::string signature = native.signature;
    const size_t split = signature.find('>');
    std::string parameters, gather;
    std::string call = format("0x%X", joaat(native.name));
    char name = 'a';
    for (char kind : signature.substr(0, split)) {
        parameters += std::string(parameters.empty() ? "" : ", ") + name;
        if (kind == 'o') {
            gather += format("\tlocal %c_bytes, %c_len = _obj(%c)\n", name, name, name);
        }
        call += ", " + argumentText(kind, name++);
    }
    const auto result = split == std::string::npos ? RESULTS.end()
            : RESULTS.find(signature[split + 1]);
    if (result != RESULTS.end()) {
        call += std::string(", ") + result->second;
    }
    return "function Global." + scriptName(native.name) + "(" + parameters + ")\n" + gather
            + "\treturn _in(" + call + ")\nend\n\n";
}

const char* const HEAD = R"(-- Written by the build: one wrapper a native.
local msgpack = msgpack
local _i, _f, _v, _r, _ri, _rf, _rl, _s, _rv, _ro, _in, _ii, _fi =
	Citizen.PointerValueInt(), Citizen.PointerValueFloat(), Citizen.PointerValueVector(),
	Citizen.ReturnResultAnyway(), Citizen.ResultAsInteger(), Citizen.ResultAsFloat(),
	Citizen.ResultAsLong(), Citizen.ResultAsString(), Citizen.ResultAsVector(),
	Citizen.ResultAsObject2(msgpack.unpack),
	Citizen.InvokeNative, Citizen.PointerValueIntInitialized, Citizen.PointerValueFloatInitialized

local g = _G
local rs = rawset
local _tostring = tostring
-- 0 and nil both stand for no string
local function _ts(value)
	if value == 0 or not value then
		return nil
	end
	return _tostring(value)
end
local function _obj(value)
	local bytes = msgpack.pack(value)
	return bytes, #bytes
end
local function _ch(value)
	if g.type(value) == 'string' then
		return g.GetHashKey(value)
	end

	return value
end

local function _mfr(fn)
	return g.Citizen.GetFunctionReference(fn)
end

local Global = setmetatable({}, { __newindex = function(_, n, v)
	g[n] = v

	rs(_, n, v)
end})

_ENV = nil

)";
}

namespace natives {
void add(const Native* list) {
    for (; list->name != nullptr; list++) {
        byHash[joaat(list->name)] = list;
        byName[list->name] = list;
    }
}

void addAll() {
    add(RESOURCE_NATIVES);
    add(EVENT_NATIVES);
    add(STATE_NATIVES);
    add(PLAYER_NATIVES);
    add(GAME_NATIVES);
}

const Native* find(uint64_t hash) {
    const auto found = byHash.find(hash & 0xFFFFFFFF);
    return found == byHash.end() ? nullptr : found->second;
}

std::string wrappers() {
    std::string text = HEAD;
    for (const auto& entry : byName) {
        text += wrapper(*entry.second);
    }
    return text;
}
}

bool Call::given(int index) const {
    return index < count && arguments[index].type != Argument::Type::nil;
}

std::string_view Call::text(int index) const {
    return index < count && arguments[index].type == Argument::Type::string
            ? std::string_view(arguments[index].bytes, arguments[index].length)
            : std::string_view();
}

std::string_view Call::required(int index) const {
    if (index >= count || arguments[index].type != Argument::Type::string) {
        throw std::runtime_error("Argument at index " + std::to_string(index) + " was null.");
    }
    return text(index);
}

int64_t Call::integer(int index) const {
    if (index >= count) {
        return 0;
    }
    const Argument& argument = arguments[index];
    return argument.type == Argument::Type::number ? static_cast<int64_t>(argument.number)
            : argument.type == Argument::Type::string ? std::atoll(argument.bytes)
            : argument.integer;
}

double Call::number(int index) const {
    return index < count && arguments[index].type == Argument::Type::number
            ? arguments[index].number : static_cast<double>(integer(index));
}

void Call::returns(bool value) {
    returns(static_cast<int64_t>(value));
}

void Call::returns(int64_t value) {
    result = Result::integer;
    resultInteger = value;
}

void Call::returnsNumber(double value) {
    result = Result::number;
    vector[0] = value;
}

void Call::returns(std::string_view value) {
    result = Result::text;
    resultText->assign(value);
}

void Call::returnsVector(double x, double y, double z) {
    result = Result::vector;
    vector[0] = x;
    vector[1] = y;
    vector[2] = z;
}
