#include <cstdio>

#include "server/agent.h"

// A process that is no server: loads an agent, attaches and says what came of it.
int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: stranger LIBRARY\n");
        return 2;
    }
    std::puts(agent::attach(argv[1]).c_str());
    std::puts(agent::status().c_str());
    return 0;
}
