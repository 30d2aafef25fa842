#include <cstdlib>
#include <fstream>

#include "commands.h"
#include "convars.h"
#include "files.h"
#include "natives.h"
#include "profiler.h"
#include "resources.h"
#include "runtime.h"
#include "text.h"

namespace {
void currentResource(Call& c) {
    if (const Runtime* runtime = runtimes::current()) {
        c.returns(std::string_view(runtime->resource.name));
    }
}

void invokingResource(Call& c) {
    if (const Runtime* runtime = runtimes::invoking()) {
        c.returns(std::string_view(runtime->resource.name));
    }
}

void resourcePath(Call& c) {
    if (const Resource* resource = resources::find(c.string(0))) {
        c.returns(std::string_view(resource->path));
    }
}

void resourceState(Call& c) {
    const Resource* resource = resources::find(c.string(0));
    c.returns(std::string_view(resource == nullptr ? "missing" : resources::stateName(*resource)));
}

void numResources(Call& c) {
    c.returns(static_cast<int64_t>(resources::all().size()));
}

void resourceByIndex(Call& c) {
    const auto index = static_cast<size_t>(c.integer(0));
    if (index < resources::all().size()) {
        c.returns(std::string_view(resources::all()[index]->name));
    }
}

void metadata(Call& c) {
    const Resource* resource = resources::find(c.string(0));
    const auto index = static_cast<size_t>(c.integer(2));
    if (resource != nullptr && index < resource->metadata(c.string(1)).size()) {
        c.returns(std::string_view(resource->metadata(c.string(1))[index]));
    }
}

void numMetadata(Call& c) {
    const Resource* resource = resources::find(c.string(0));
    c.returns(resource == nullptr ? 0
            : static_cast<int64_t>(resource->metadata(c.string(1)).size()));
}

void loadFile(Call& c) {
    std::string content;
    const std::string path = files::readable("@" + c.string(0) + "/" + c.string(1));
    if (!path.empty() && readFile(path, content)) {
        c.returns(std::string_view(content));
    }
}

void saveFile(Call& c) {
    const std::string path = files::writable("@" + c.string(0) + "/" + c.string(1));
    const std::string_view data = c.text(2);
    const int64_t asked = c.integer(3);
    const size_t length = asked > 0 && static_cast<size_t>(asked) < data.size()
            ? static_cast<size_t>(asked) : data.size();
    std::ofstream out;
    if (!path.empty()) {
        out.open(path, std::ios::binary);
        out.write(data.data(), static_cast<std::streamsize>(length));
    }
    c.returns(out.is_open() && out.good());
}

void convar(Call& c) {
    c.returns(std::string_view(convars::get(c.string(0), c.string(1))));
}

void convarInt(Call& c) {
    c.returns(static_cast<int64_t>(convars::number(c.string(0), c.integer(1))));
}

void convarFloat(Call& c) {
    const std::string value = convars::get(c.string(0), "");
    c.returnsNumber(value.empty() ? c.number(1) : std::atof(value.c_str()));
}

void convarBool(Call& c) {
    const std::string value = convars::get(c.string(0), c.flag(1) ? "true" : "false");
    c.returns(value == "true" || value == "1");
}

void setConvar(Call& c) {
    convars::set(c.string(0), c.string(1));
}

void registerCommand(Call& c) {
    commands::addScript(c.string(0), runtimes::current()->resource.name, c.string(1), c.flag(2));
}

void registeredCommands(Call& c) {
    c.returns(std::string_view(commands::registered()));
}

void executeCommand(Call& c) {
    commands::execute(c.string(0), "resource." + runtimes::current()->resource.name, 0);
}

void principalAllowed(Call& c) {
    c.returns(permissions::allowed(c.string(0), c.string(1)));
}

void playerAllowed(Call& c) {
    c.returns(permissions::allowed("player." + c.string(0), c.string(1)));
}

void aceAllowed(Call& c) {
    c.returns(permissions::allowed("resource." + runtimes::current()->resource.name, c.string(0)));
}

void startResource(Call& c) {
    c.returns(resources::start(c.string(0)));
}

void stopResource(Call& c) {
    c.returns(resources::stop(c.string(0)));
}

void duplicity(Call& c) {
    c.returns(true);
}

void stackTrace(Call& c) {
    std::string text;
    if (runtimes::stackTrace(c.given(0), text)) {
        c.returns(std::string_view(text));
    }
}

void enterScope(Call& c) {
    profiler::enterScope(c.string(0));
}

void exitScope(Call&) {
    profiler::exitScope();
}

void isRecording(Call& c) {
    c.returns(profiler::recording());
}

void hashKey(Call& c) {
    c.returns(static_cast<int64_t>(static_cast<int32_t>(joaat(c.text(0)))));
}
}

const Native RESOURCE_NATIVES[] = {{"GET_CURRENT_RESOURCE_NAME", ">s", currentResource},
        {"GET_INVOKING_RESOURCE", ">s", invokingResource}, {"GET_RESOURCE_PATH", "s>s", resourcePath},
        {"GET_RESOURCE_STATE", "s>s", resourceState}, {"GET_NUM_RESOURCES", ">i", numResources},
        {"GET_RESOURCE_BY_FIND_INDEX", "i>s", resourceByIndex},
        {"GET_RESOURCE_METADATA", "ssi>s", metadata},
        {"GET_NUM_RESOURCE_METADATA", "ss>i", numMetadata},
        {"LOAD_RESOURCE_FILE", "ss>s", loadFile}, {"SAVE_RESOURCE_FILE", "sssi>b", saveFile},
        {"GET_CONVAR", "ss>s", convar}, {"GET_CONVAR_INT", "si>i", convarInt},
        {"GET_CONVAR_FLOAT", "si>f", convarFloat}, {"GET_CONVAR_BOOL", "si>b", convarBool},
        {"SET_CONVAR", "ss", setConvar}, {"SET_CONVAR_REPLICATED", "ss", setConvar},
        {"REGISTER_COMMAND", "sfi", registerCommand},
        {"GET_REGISTERED_COMMANDS", ">o", registeredCommands},
        {"EXECUTE_COMMAND", "s", executeCommand},
        {"IS_PRINCIPAL_ACE_ALLOWED", "ss>b", principalAllowed},
        {"IS_PLAYER_ACE_ALLOWED", "ss>b", playerAllowed}, {"IS_ACE_ALLOWED", "s>b", aceAllowed},
        {"START_RESOURCE", "s>b", startResource}, {"STOP_RESOURCE", "s>b", stopResource},
        {"IS_DUPLICITY_VERSION", ">b", duplicity}, {"FORMAT_STACK_TRACE", "ii>s", stackTrace},
        {"PROFILER_ENTER_SCOPE", "s", enterScope}, {"PROFILER_EXIT_SCOPE", "", exitScope},
        {"PROFILER_IS_RECORDING", ">b", isRecording}, {"GET_HASH_KEY", "s>i", hashKey},
        {nullptr, nullptr, nullptr}};
