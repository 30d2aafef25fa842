#pragma once

#include <functional>
#include <string>
#include <vector>

// The console's commands, the server's own and those of scripts. Main thread only.
namespace commands {
using Arguments = std::vector<std::string>;
using Action = std::function<void(const Arguments&)>;

void addOwn();
void add(const std::string& name, Action action);
// False where the name is taken.
bool addScript(const std::string& name, const std::string& resource, const std::string& reference,
        bool restricted);
void removeOf(const std::string& resource);
// One line, as the given principal; source is the player's number or 0.
void execute(const std::string& line, const std::string& principal, int source);
void executeFile(const std::string& path);
// The line that runs, as it was typed.
const std::string& raw();
bool quitting();
void requestQuit();
std::string registered();
}
