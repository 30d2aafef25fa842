#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "clock.h"
#include "commands.h"
#include "console.h"
#include "convars.h"
#include "http_client.h"
#include "http_server.h"
#include "natives.h"
#include "players.h"
#include "profiler.h"
#include "resources.h"
#include "server.h"
#include "truth.h"

namespace {
void onSignal(int) {
    commands::requestQuit();
}

std::string ownCitizen() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().string() + "/citizen";
}

// +set NAME VALUE and +exec FILE, each up to the next plus sign; variables come first.
std::vector<std::string> commandLines(int count, char** arguments) {
    std::vector<std::string> lines;
    for (int i = 1; i < count; i++) {
        const std::string word = arguments[i];
        if (word[0] == '+') {
            lines.push_back(word.substr(1));
        } else if (!lines.empty()) {
            lines.back() += " \"" + word + "\"";
        }
    }
    return lines;
}

void execute(const std::vector<std::string>& lines, bool variables) {
    for (const std::string& line : lines) {
        if ((line.compare(0, 3, "set") == 0) == variables) {
            commands::execute(line, "system.console", 0);
        }
    }
}

// False with a printed reason where a file that a variable names cannot be used.
bool prepare() {
    const std::string truthFile = convars::get("standin_truth", "");
    if (!truthFile.empty() && !truth::open(truthFile)) {
        console::print("standin", "cannot write " + truthFile + "\n");
        return false;
    }
    const std::string endpoint = convars::get("standin_http", "");
    clocks::bookmarksFollowWall(convars::get("standin_bookmark_clock", "steady") == "wall");
    return endpoint.empty() || http_server::listen(endpoint);
}

bool bringPlayers() {
    players::join(static_cast<int>(convars::number("standin_players", 0)));
    const std::string file = convars::get("standin_input", "");
    if (!file.empty() && !players::script(file)) {
        console::print("standin", "cannot use the input " + file + "\n");
        return false;
    }
    return true;
}

bool start(const std::vector<std::string>& lines) {
    if (!prepare()) {
        return false;
    }
    resources::scan();
    execute(lines, false);
    return bringPlayers();
}
}

int main(int count, char** arguments) {
    natives::addAll();
    if (count == 2 && std::string(arguments[1]) == "--natives") {
        const std::string text = natives::wrappers();
        std::fwrite(text.data(), 1, text.size(), stdout);
        return 0;
    }
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    console::openTrace();
    commands::addOwn();
    server::addCommands();
    convars::set("standin_citizen_dir", ownCitizen());
    convars::set("citizen_dir", ownCitizen());
    const std::vector<std::string> lines = commandLines(count, arguments);
    execute(lines, true);
    const bool good = start(lines);
    if (good) {
        server::run();
    }
    resources::stopAll();
    profiler::finish();
    http::finish();
    http_server::close();
    truth::close();
    return good ? 0 : 1;
}
