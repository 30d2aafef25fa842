// The C++ queues of the published table, measured like the Java ones: 64-byte records, capacity
// 16384, a consumer that takes at most 1024 at a time and, if lazy, lets records gather for 5 us
// when it found fewer than 256. Prints one line: records per second, the median of the rounds.
// Usage: queues boost-spsc|boost-queue|lock lazy|eager MILLISECONDS
#include <algorithm>
#include <atomic>
#include <boost/lockfree/queue.hpp>
#include <boost/lockfree/spsc_queue.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

constexpr size_t CAPACITY = 16384;
constexpr size_t BATCH = 1024;
constexpr size_t ENOUGH = 256;
constexpr uint64_t RECORDS = 1 << 18;

struct alignas(8) Record {
    int64_t span, parent, start, end;
    int32_t flags, site, depth, source, caller, unused;
    int64_t reserved;
};
static_assert(sizeof(Record) == 64, "one cache line");

inline void spin() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#else
    std::this_thread::yield();
#endif
}

inline Record record(int64_t n) {
    const int32_t i = static_cast<int32_t>(n);
    return {n, n + 1, n + 2, n + 3, i, i + 1, i + 2, i + 3, i + 4, 0, 0};
}

struct Tally {
    int64_t next = 0, sum = 0, disorder = 0;

    void take(const Record &r) {
        disorder |= r.span ^ next;
        next = (next + 1) & 0x3FFFFFF;
        sum += r.span + r.parent + r.start + r.end + r.flags + r.site + r.depth + r.source +
               r.caller;
    }
};

struct BoostSpsc {
    boost::lockfree::spsc_queue<Record, boost::lockfree::capacity<CAPACITY>> queue;
    std::vector<Record> batch{BATCH};

    bool offer(int64_t n) { return queue.push(record(n)); }

    size_t drain(Tally &tally) {
        const size_t taken = queue.pop(batch.data(), BATCH);
        for (size_t i = 0; i < taken; i++) tally.take(batch[i]);
        return taken;
    }
};

struct BoostQueue {
    boost::lockfree::queue<Record, boost::lockfree::capacity<CAPACITY>> queue;

    bool offer(int64_t n) { return queue.push(record(n)); }

    size_t drain(Tally &tally) {
        size_t taken = 0;
        Record r;
        while (taken < BATCH && queue.pop(r)) {
            tally.take(r);
            taken++;
        }
        return taken;
    }
};

struct Lock {
    std::mutex mutex;
    std::queue<Record> queue;

    bool offer(int64_t n) {
        std::lock_guard<std::mutex> held(mutex);
        if (queue.size() == CAPACITY) return false;
        queue.push(record(n));
        return true;
    }

    bool pop(Record &r) {
        std::lock_guard<std::mutex> held(mutex);
        if (queue.empty()) return false;
        r = queue.front();
        queue.pop();
        return true;
    }

    size_t drain(Tally &tally) {
        size_t taken = 0;
        Record r;
        while (taken < BATCH && pop(r)) {
            tally.take(r);
            taken++;
        }
        return taken;
    }
};

template <class Queue>
void consume(Queue &queue, bool lazy, std::atomic<bool> &stop, std::atomic<uint64_t> &taken,
             Tally &tally) {
    while (!stop.load(std::memory_order_relaxed)) {
        const size_t n = queue.drain(tally);
        if (n > 0) {
            taken.store(taken.load(std::memory_order_relaxed) + n, std::memory_order_release);
        }
        if (n >= ENOUGH) continue;
        if (lazy) {
            const auto until = Clock::now() + std::chrono::microseconds(5);
            while (Clock::now() < until) spin();
        } else {
            spin();
        }
    }
}

template <class Queue> int measure(bool lazy, int millis) {
    auto queue = std::make_unique<Queue>();
    auto tally = std::make_unique<Tally>();
    alignas(128) static std::atomic<bool> stop{false};
    alignas(128) static std::atomic<uint64_t> taken{0};
    std::thread consumer([&] { consume(*queue, lazy, stop, taken, *tally); });

    std::vector<double> rates;
    uint64_t sent = 0;
    int64_t number = 0, sum = 0;
    const auto start = Clock::now();
    while (Clock::now() - start < std::chrono::milliseconds(millis) || rates.size() < 3) {
        const auto from = Clock::now();
        for (uint64_t i = 0; i < RECORDS; i++) {
            while (!queue->offer(number)) spin();
            sum += 9 * number + 16;
            number = (number + 1) & 0x3FFFFFF;
        }
        sent += RECORDS;
        while (taken.load(std::memory_order_acquire) < sent) spin();
        const std::chrono::duration<double> took = Clock::now() - from;
        rates.push_back(RECORDS / took.count());
        if (tally->disorder != 0 || tally->sum != sum) {
            std::fprintf(stderr, "records were lost, doubled, torn or came out of order\n");
            std::_Exit(1);
        }
    }
    stop.store(true);
    consumer.join();
    std::sort(rates.begin(), rates.end());
    std::printf("%.17g\n", rates[rates.size() / 2]);
    return 0;
}

int main(int count, char **words) {
    if (count != 4) return 2;
    const std::string queue = words[1];
    const bool lazy = std::strcmp(words[2], "lazy") == 0;
    const int millis = std::atoi(words[3]);
    if (queue == "boost-spsc") return measure<BoostSpsc>(lazy, millis);
    if (queue == "boost-queue") return measure<BoostQueue>(lazy, millis);
    if (queue == "lock") return measure<Lock>(lazy, millis);
    return 2;
}
