#include "console.h"

#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <fcntl.h>

#include "text.h"

namespace {
bool traced = false;
bool lineStart = true;

bool colour(const std::string& text, size_t at) {
    return text[at] == '^' && at + 1 < text.size()
            && std::isdigit(static_cast<unsigned char>(text[at + 1]));
}
}

namespace console {
void openTrace() {
    const int flags = fcntl(3, F_GETFL);
    traced = flags != -1 && (flags & O_ACCMODE) != O_RDONLY;
}

void print(const std::string& channel, const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); i++) {
        if (lineStart) {
            out += format("[%20.20s] ", channel.c_str());
            lineStart = false;
        }
        if (colour(text, i)) {
            i++;
            continue;
        }
        out += text[i];
        lineStart = text[i] == '\n';
    }
    std::fwrite(out.data(), 1, out.size(), stdout);
    if (lineStart) {
        std::fflush(stdout);
    }
}

void trace(const std::string& data) {
    if (!traced) {
        return;
    }
    const std::string object = R"({"channel":"citizen-server-impl","func":"","file":"","line":0,)"
            "\"data\":" + data + "}";
    if (write(3, object.data(), object.size()) < 0) {
        traced = false;
    }
}

void script(const std::string& resource, const std::string& text) {
    print("script:" + resource, text);
    trace("{\"resource\":" + quoted(resource) + ",\"text\":" + quoted(text)
            + ",\"type\":\"script_log\"}");
}
}
