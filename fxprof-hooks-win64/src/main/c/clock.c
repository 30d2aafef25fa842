#include "clock.h"

#include <string.h>

#include "log.h"
#include "skew.h"

#define FIRST_GAP_NANOS 20000000
#define GAP_NANOS 1000000000
/* How far ahead a line begins: no reader may have converted a tick beyond by the line before. */
#define LEAD_NANOS 50000000
#define JUMP_NANOS 1000000
#define MOST_STEERING 1e-3
#define PAUSE_NANOS 8000000
#define TRIES 8
/* Cores whose counters are further apart would show calls in the wrong order. */
#define MOST_SKEW_NANOS 1000

bool clock_counts;
int64_t clock_step = 1;
int64_t clock_pause;

struct moment {
    int64_t tick;
    int64_t nanos;
    int64_t uncertainty;
};

static struct moment origin;
static int64_t gap;
static int64_t due;
static int64_t from;
static int64_t from_nanos;
static double slope;
/* Between cores, as far as it was seen. */
static int64_t skew_nanos;

/* Compares the cores' counters; false, with a line of the log, if they are too far apart to use. */
static bool cores_agree(void) {
    struct skew skew = skew_measure();
    bool agree = skew.nanos <= MOST_SKEW_NANOS;
    const char *instead = agree ? "" : ": the system's clock is used instead";
    skew_nanos = skew.nanos;
    if (skew.compared == 0) {
        log_line("the processor's counter was compared with no other core's: %s%s",
                 skew.others == 0 ? "none is known that this process may use"
                                  : "they were too busy or could not be taken",
                 instead);
        return agree;
    }
    log_line("the processor's counter goes back by %d ns between cores (%d of %d compared with the "
             "first)%s", skew.nanos, (int64_t)skew.compared, (int64_t)skew.others, instead);
    return agree;
}

int clock_choose(const char *wish) {
    clock_counts = wish != NULL && strcmp(wish, "tsc") == 0 ? true
                   : wish != NULL && strcmp(wish, "nanotime") == 0
                       ? false
                       : os_counter_is_trusted();
    clock_counts = clock_counts && cores_agree();
    return clock_counts ? FXSEG_CLOCK_TSC : FXSEG_CLOCK_NANOS;
}

/* Reads both clocks several times and keeps the closest pair: the first may be slow. */
static struct moment now(void) {
    struct moment best = {0, 0, INT64_MAX};
    for (int i = 0; i < TRIES; i++) {
        int64_t before = os_monotonic_nanos();
        int64_t tick = os_counter();
        int64_t after = os_monotonic_nanos();
        if (after - before < best.uncertainty) {
            best = (struct moment){tick, before + (after - before) / 2, after - before};
        }
    }
    return best;
}

static int64_t rounded(double value, bool up) {
    int64_t whole = (int64_t)value;
    if (up) {
        return (double)whole < value ? whole + 1 : whole;
    }
    return (double)whole > value ? whole - 1 : whole;
}

static int64_t at(int64_t tick, bool up) {
    return from_nanos + rounded((double)(tick - from) * slope, up);
}

static void publish(int64_t tick, int64_t nanos, double nanos_a_tick, int64_t error) {
    uint64_t count = word_at(segment.header, FXSEG_SEGMENT_CLOCK_LINES_AT);
    uint8_t *line = segment.clock_lines + count % FXSEG_CLOCK_LINE_COUNT * FXSEG_CLOCK_LINE_SIZE;
    uint64_t bits;
    memcpy(&bits, &nanos_a_tick, sizeof bits);
    put_word(line, FXSEG_CLOCK_LINE_FROM, (uint64_t)tick);
    put_word(line, FXSEG_CLOCK_LINE_NANOS, (uint64_t)nanos);
    put_word(line, FXSEG_CLOCK_LINE_SLOPE, bits);
    put_word(line, FXSEG_CLOCK_LINE_ERROR, (uint64_t)error);
    put_word_release(segment.header, FXSEG_SEGMENT_CLOCK_LINES_AT, count + 1);
    from = tick;
    from_nanos = nanos;
    slope = nanos_a_tick;
}

static void raise_error(int64_t bound) {
    if (bound > (int64_t)word_at(segment.header, FXSEG_SEGMENT_CLOCK_ERROR_AT)) {
        put_word_release(segment.header, FXSEG_SEGMENT_CLOCK_ERROR_AT, (uint64_t)bound);
    }
}

static double rate(struct moment last) {
    return (double)(last.nanos - origin.nanos) / (double)(last.tick - origin.tick);
}

void clock_start(void) {
    clock_step = 1;
    clock_pause = PAUSE_NANOS;
    if (!clock_counts) {
        publish(0, 0, 1, 0);
        return;
    }
    origin = now();
    do {
        os_nap_millis(FIRST_GAP_NANOS / 1000000);
    } while (os_monotonic_nanos() - origin.nanos < FIRST_GAP_NANOS);
    struct moment last = now();
    publish(origin.tick, origin.nanos, rate(last), 0);
    raise_error(last.uncertainty + skew_nanos);
    /* Enough for the rate to be wrong by a hundredth. */
    clock_step = (int64_t)(1.01 / slope) + 1;
    clock_pause = (int64_t)(PAUSE_NANOS / slope);
    gap = FIRST_GAP_NANOS;
    due = last.nanos + gap;
}

static void jump(struct moment here, int64_t error, int64_t begin) {
    put_word_release(segment.header, FXSEG_SEGMENT_CLOCK_STEPS_AT,
                     word_at(segment.header, FXSEG_SEGMENT_CLOCK_STEPS_AT) + 1);
    origin = here;
    if (error > 0) {
        publish(begin, at(begin, true) + error, slope, error);
    } else {
        publish(begin, at(begin, true), slope * (1 - MOST_STEERING), error);
    }
}

void clock_beat(void) {
    if (!clock_counts || os_monotonic_nanos() < due) {
        return;
    }
    struct moment here = now();
    int64_t lead = (int64_t)(LEAD_NANOS / slope);
    int64_t begin = here.tick + lead;
    if (clock_ticks() - here.tick > lead / 2) {
        /* This thread was stopped: readers may have passed where the line would begin. */
        return;
    }
    int64_t error = here.nanos - at(here.tick, false);
    gap = gap * 2 < GAP_NANOS ? gap * 2 : GAP_NANOS;
    due = here.nanos + gap;
    if (error > JUMP_NANOS || error < -JUMP_NANOS) {
        jump(here, error, begin);
        return;
    }
    raise_error((error < 0 ? -error : error) + here.uncertainty + skew_nanos);
    double steering = (double)error / GAP_NANOS;
    publish(begin, at(begin, true), rate(here) * (1 + steering), error);
}
