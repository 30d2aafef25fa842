#include "clock.h"

#include <ctime>

namespace {
int64_t wallShift = 0;
int64_t advanced = 0;
bool followWall = false;

int64_t read(clockid_t id) {
    timespec t;
    clock_gettime(id, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

const int64_t started = read(CLOCK_MONOTONIC);
}

namespace clocks {
int64_t wallNanos() {
    return read(CLOCK_REALTIME) + wallShift + advanced;
}

int64_t steadyNanos() {
    return read(CLOCK_MONOTONIC) + advanced;
}

int64_t realNanos() {
    return read(CLOCK_MONOTONIC);
}

int64_t bookmarkMicros() {
    return (followWall ? wallNanos() : steadyNanos()) / 1000;
}

void bookmarksFollowWall(bool yes) {
    followWall = yes;
}

int64_t gameTimerMillis() {
    return (steadyNanos() - started) / 1000000;
}

void shiftWall(int64_t millis) {
    wallShift += millis * 1000000;
}

void advance(int64_t millis) {
    advanced += millis * 1000000;
}

int64_t threadNanos() {
    return read(CLOCK_THREAD_CPUTIME_ID);
}

void burn(int64_t micros) {
    const int64_t until = realNanos() + micros * 1000;
    while (realNanos() < until) {
    }
}
}
