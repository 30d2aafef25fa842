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

#ifdef _WIN32
// A pipe cannot be asked for what it holds in a way that every system supports, so a thread reads
// it and hands over what came.
CRITICAL_SECTION lock;
std::string arrived;
bool ended = false;

DWORD WINAPI readAll(void*) {
    char bytes[512];
    for (bool on = true; on;) {
        DWORD taken = 0;
        on = ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, sizeof bytes, &taken, nullptr)
                && taken > 0;
        EnterCriticalSection(&lock);
        arrived.append(bytes, taken);
        ended = !on;
        LeaveCriticalSection(&lock);
    }
    return 0;
}

void readSome() {
    static const bool reading = [] {
        InitializeCriticalSection(&lock);
        return CreateThread(nullptr, 0, readAll, nullptr, 0, nullptr) != nullptr;
    }();
    EnterCriticalSection(&lock);
    pending += arrived;
    arrived.clear();
    closed = ended || !reading;
    LeaveCriticalSection(&lock);
}
#else
void readSome() {
    char bytes[512];
    pollfd input = {STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, 0) > 0) {
        const ssize_t taken = read(STDIN_FILENO, bytes, sizeof bytes);
        closed = taken <= 0;
        pending.append(bytes, closed ? 0 : static_cast<size_t>(taken));
    }
}
#endif
}

namespace platform {
Input readLine(std::string& line) {
    size_t end = pending.find('\n');
    if (end == std::string::npos) {
        readSome();
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
