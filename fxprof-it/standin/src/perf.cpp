#include "perf.h"

#include "text.h"

namespace {
const double BOUNDS[] = {.001, .002, .004, .006, .008, .010, .015, .020, .030, .050, .070, .100,
        .150, .250};
constexpr int BUCKETS = sizeof BOUNDS / sizeof *BOUNDS;
const char* const NAMES[] = {"svMain", "svNetwork", "svSync"};

struct Histogram {
    int64_t counts[BUCKETS + 1] = {};
    int64_t count = 0;
    double sum = 0;
} histograms[perf::threads];
}

namespace perf {
void observe(Thread thread, int64_t millis, int64_t times) {
    Histogram& histogram = histograms[thread];
    const double seconds = static_cast<double>(millis) / 1000;
    int bucket = 0;
    while (bucket < BUCKETS && seconds > BOUNDS[bucket]) {
        bucket++;
    }
    histogram.counts[bucket] += times;
    histogram.count += times;
    histogram.sum += seconds * static_cast<double>(times);
}

std::string text() {
    std::string out = "# HELP tickTime Time spent on server ticks\n# TYPE tickTime histogram\n";
    for (int t = 0; t < threads; t++) {
        const Histogram& h = histograms[t];
        out += format("tickTime_count{name=\"%s\"} %lld\n", NAMES[t],
                static_cast<long long>(h.count));
        out += format("tickTime_sum{name=\"%s\"} %.17g\n", NAMES[t], h.sum);
        int64_t below = 0;
        for (int b = 0; b <= BUCKETS; b++) {
            below += h.counts[b];
            const std::string bound = b == BUCKETS ? "+Inf" : format("%g", BOUNDS[b]);
            out += format("tickTime_bucket{name=\"%s\",le=\"%s\"} %lld\n", NAMES[t], bound.c_str(),
                    static_cast<long long>(below));
        }
    }
    return out;
}
}
