#pragma once

namespace server {
// Runs the main loop until the server is told to quit.
void run();
// Adds the commands of the stand-in itself.
void addCommands();
}
