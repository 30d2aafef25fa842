#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "om.h"

/* The host for musl: the commands of the larger one, as far as it has them. */

#define RESOURCES 3

static const char *const NAMES[RESOURCES] = {"one", "two", "three"};
static runtime *scripts[RESOURCES];
static void *agent;
static int ticks;

static void *as(runtime *script, const guid_t *iid)
{
    void *out = NULL;
    script->table->QueryInterface(script, iid, &out);
    script->table->Release(script);
    return out;
}

static void start(void)
{
    for (int i = 0; i < RESOURCES; i++) {
        resource *one = resource_make(NAMES[i]);
        void *out = NULL;
        CoreFxCreateObjectInstance(&CLSID_RUNTIME, &IID_RUNTIME, &out);
        scripts[i] = out;
        one->script = scripts[i];
        scripts[i]->table->SetParentObject(scripts[i], one);
        scripts[i]->table->Create(scripts[i], &one->host);
        file_runtime *files = as(scripts[i], &IID_FILE);
        files->table->LoadFile(files, (char *) "server.lua");
    }
    puts("started");
}

static void stop(void)
{
    for (int i = 0; i < RESOURCES && scripts[i]; i++) {
        scripts[i]->table->Destroy(scripts[i]);
        scripts[i]->table->Release(scripts[i]);
        scripts[i] = NULL;
    }
}

static void event(const char *name, const char *payload, const char *source)
{
    for (int i = 0; i < RESOURCES; i++) {
        event_runtime *events = as(scripts[i], &IID_EVENT);
        events->table->TriggerEvent(events, (char *) name, (char *) payload,
                (uint32_t) strlen(payload), (char *) source);
    }
}

static void run(int count)
{
    for (int n = 0; n < count; n++) {
        char source[16];
        truth_begin("tick", "", "tick", "", 0);
        ticks++;
        snprintf(source, sizeof source, "net:%d", 1 + ticks % 9);
        for (int i = 0; i < RESOURCES; i++) {
            tick_runtime *ticking = as(scripts[i], &IID_TICK);
            ticking->table->Tick(ticking);
        }
        event("chat:message", "hello", source);
        if (ticks % 4 == 0) {
            event("faulty:again", "", source);
        }
        truth_end_to(0);
        const struct timespec pause = {0, 2000000};
        nanosleep(&pause, NULL);
    }
    printf("ran: %d\n", ticks);
}

static void toggle(const char *verb, const char *function)
{
    int32_t (*found)(void) = NULL;
    *(void **) &found = agent ? dlsym(agent, function) : NULL;
    if (found) {
        printf("%s: %d\n", verb, found());
    } else {
        printf("%s: no agent\n", verb);
    }
}

static void attach(const char *path)
{
    if (*path && !agent) {
        agent = dlopen(path, RTLD_NOW);
    }
    if (*path && !agent) {
        printf("attach: %s\n", dlerror());
    } else {
        toggle("attach", "fxprof_attach");
    }
}

static void status(void)
{
    int32_t (*found)(char *, int32_t) = NULL;
    char text[4096] = "no agent";
    *(void **) &found = agent ? dlsym(agent, "fxprof_status") : NULL;
    if (found) {
        found(text, sizeof text);
    }
    printf("status: %s\n", text);
}

static int command(char *line)
{
    line[strcspn(line, "\r\n")] = 0;
    if (strncmp(line, "attach", 6) == 0) {
        attach(line[6] ? line + 7 : "");
    } else if (strcmp(line, "detach") == 0) {
        toggle("detach", "fxprof_detach");
    } else if (strcmp(line, "status") == 0) {
        status();
    } else if (strcmp(line, "start") == 0) {
        start();
    } else if (strcmp(line, "stop") == 0) {
        stop();
        puts("stopped");
    } else if (strncmp(line, "run ", 4) == 0) {
        run(atoi(line + 4));
    } else if (strcmp(line, "totals") == 0) {
        truth_totals();
    } else {
        return strcmp(line, "quit") != 0;
    }
    fflush(stdout);
    return 1;
}

int main(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], "--truth") == 0) {
            truth_open(argv[i + 1]);
        }
    }
    printf("ready: %d\n", (int) getpid());
    fflush(stdout);
    char line[4096];
    while (fgets(line, sizeof line, stdin) && command(line)) {
    }
    stop();
    truth_totals();
    return 0;
}
