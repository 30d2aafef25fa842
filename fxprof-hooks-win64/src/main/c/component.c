/*
 * The server's own way in: components.json lists the library, the server calls CreateComponent and gets
 * an object of its class Component, whose table is laid out here by hand.
 *
 * The server asks for all components in the order of their dependencies, so that by the time it calls
 * Initialize the script runtimes stand ready. The monitor loads the same components: the game server is
 * the one that is told what to +exec.
 */
#include <stdbool.h>
#include <string.h>

#include "fxprof_agent.h"
#include "log.h"

static bool is_game_server;

static void nothing(void *self) {
    (void)self;
}

#ifdef _WIN32
static void *destroy(void *self, unsigned how) {
    (void)how;
    return self;
}
#endif

static bool stay(void *self) {
    (void)self;
    return false;
}

static bool initialize(void *self) {
    (void)self;
    if (is_game_server) {
        fxprof_attach();
    } else {
        log_line("not attached: this process is not told what to +exec, so it is the monitor");
    }
    return true;
}

static void command_line(void *self, int count, char *arguments[]) {
    (void)self;
    is_game_server = false;
    for (int i = 1; i < count; i++) {
        is_game_server |= strcmp(arguments[i], "+exec") == 0;
    }
}

static bool user_data(void *self, const void *text) {
    (void)self;
    (void)text;
    return true;
}

static bool shut_down(void *self) {
    (void)self;
    fxprof_detach();
    return true;
}

static bool game_load(void *self, void *module) {
    (void)self;
    (void)module;
    return true;
}

static bool is_a(void *self, uint32_t type) {
    (void)self;
    (void)type;
    return false;
}

static void *as(void *self, uint32_t type) {
    (void)self;
    (void)type;
    return NULL;
}

typedef void (*method)(void);

static const method table[] = {
#ifdef _WIN32
    (method)destroy,
#else
    /* The destructor that keeps the memory, and the one that frees it. */
    (method)nothing, (method)nothing,
#endif
    (method)nothing,      (method)stay,      (method)initialize, (method)command_line,
    (method)user_data,    (method)shut_down, (method)game_load,  (method)is_a,
    (method)as,
};

static struct {
    const method *methods;
    uint32_t references;
} component;

void *CreateComponent(void) {
    component.methods = table;
    return &component;
}
