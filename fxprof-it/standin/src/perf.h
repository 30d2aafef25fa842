#pragma once

#include <cstdint>
#include <string>

// The one metric of the server: how long the ticks of its three threads took.
namespace perf {
enum Thread { svMain, svNetwork, svSync, threads };

// Whole milliseconds, as the server's clocks give them.
void observe(Thread thread, int64_t millis, int64_t times = 1);
// Prometheus text format 0.0.4.
std::string text();
}
