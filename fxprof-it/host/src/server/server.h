#pragma once

#include <cstdint>
#include <string>
#include <vector>

// The main thread of the server: ticks at a fixed rate, commands of the console between them.
class Server {
public:
    struct Options {
        std::string resources;
        std::string truth;
        int rate = 20;
        // Lines of the console that come before its own.
        std::vector<std::string> said;
        // So many milliseconds apart are events between ticks, 0 for none.
        int between = 0;
    };

    explicit Server(Options given) : options(std::move(given)) {}

    // Returns the exit code.
    int run();

private:
    bool command(const std::string& line);
    void cycles(const std::string& library, int count);
    void startResources();
    void tick();
    void waitUntil(int64_t next);
    void say(const std::string& line);

    const Options options;
    uint64_t ticks = 0;
    uint64_t left = 0;
    bool started = false;
    int exitCode = 0;
};
