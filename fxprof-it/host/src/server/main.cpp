#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/loader.h"
#include "scripting/resources.h"
#include "server.h"

int main(int argc, char** argv) {
    Server::Options options;
    for (int i = 1; i + 1 < argc; ++i) {
        const std::string_view option = argv[i];
        if (option == "--resources") {
            options.resources = argv[++i];
        } else if (option == "--truth") {
            options.truth = argv[++i];
        } else if (option == "--say") {
            options.said.push_back(argv[++i]);
        } else if (option == "--rate") {
            options.rate = std::atoi(argv[++i]);
        } else if (option == "--between") {
            options.between = std::atoi(argv[++i]);
        } else if (option == "--lookup") {
            resources::lookUp(argv[++i]);
        }
    }
    if (options.resources.empty() || options.rate < 1 || options.rate > 1000) {
        std::fprintf(stderr, "usage: fxserver-host +exec server.cfg --resources FOLDER"
                " [--truth FILE] [--rate HZ] [--between MILLIS] [--lookup FUNCTION] [--say LINE]...\n");
        return 2;
    }
    std::string reason;
    if (!loader::loadAll(argc, argv, reason)) {
        std::fprintf(stderr, "%s\n", reason.c_str());
        return 3;
    }
    return Server(options).run();
}
