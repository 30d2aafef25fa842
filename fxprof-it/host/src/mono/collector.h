#pragma once

// Mono's garbage collector, as far as profilers see it: events around a pause.
namespace collector {
void run();
}
