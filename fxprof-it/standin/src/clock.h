#pragma once

#include <cstdint>

// Two clocks, as on a Linux server: the wall clock, which may be set, and a steady one.
namespace clocks {
// Nanoseconds since 1970 with all shifts; what os.nanotime returns and the truth file holds.
int64_t wallNanos();
// Steady nanoseconds; only advance() moves them beside time itself.
int64_t steadyNanos();
// Steady nanoseconds that nothing moves: what the main loop sleeps by.
int64_t realNanos();
// Microseconds that Wait and SetTimeout count by: steady, or the wall clock as on a Linux server.
int64_t bookmarkMicros();
void bookmarksFollowWall(bool yes);
int64_t gameTimerMillis();
void shiftWall(int64_t millis);
void advance(int64_t millis);
void burn(int64_t micros);
// Processor time of the thread that calls.
int64_t threadNanos();
}
