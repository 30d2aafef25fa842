#include "core/platform.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <poll.h>
#include <unistd.h>
#endif

namespace {
std::string pending;
bool closed = false;

// Bytes that can be read without waiting; 0 for none yet.
size_t readSome(char* to, size_t most) {
#ifdef _WIN32
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD waiting = 0;
    DWORD taken = 0;
    if (!PeekNamedPipe(input, nullptr, 0, nullptr, &waiting, nullptr)) {
        closed = true;
        return 0;
    }
    if (waiting == 0 || !ReadFile(input, to, static_cast<DWORD>(most), &taken, nullptr)) {
        return 0;
    }
    return taken;
#else
    pollfd input = {STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, 0) <= 0) {
        return 0;
    }
    const ssize_t taken = read(STDIN_FILENO, to, most);
    closed = taken <= 0;
    return closed ? 0 : static_cast<size_t>(taken);
#endif
}
}

namespace platform {
Input readLine(std::string& line) {
    char bytes[512];
    size_t end = pending.find('\n');
    if (end == std::string::npos) {
        pending.append(bytes, readSome(bytes, sizeof bytes));
        end = pending.find('\n');
    }
    if (end == std::string::npos) {
        return closed ? Input::closed : Input::none;
    }
    line = pending.substr(0, end);
    pending.erase(0, end + 1);
    if (!line.empty() && line.back() == '\r') {
        line.pop_back();
    }
    return Input::line;
}
}
