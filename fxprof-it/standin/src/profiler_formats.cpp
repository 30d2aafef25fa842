#include <map>

#include "msgpack.h"
#include "profiler.h"
#include "text.h"

namespace {
using profiler::Event;
using profiler::What;

const char* const FRAME = "disabled-by-default-devtools.timeline.frame";
const char* const TIMELINE = "disabled-by-default-devtools.timeline";
// As long as the picture that the server adds to every tick.
const std::string PICTURE(400, 'A');

class Writer {
public:
    std::string text = "{\"traceEvents\":[";

    // Keys in alphabetical order; args and extra are JSON.
    void add(const std::string& args, const std::string& category, const std::string& rest,
            int thread, int64_t when) {
        text += first ? "{" : ",{";
        first = false;
        text += args.empty() ? "" : "\"args\":" + args + ",";
        text += "\"cat\":" + quoted(category) + "," + rest;
        text += format(",\"tid\":%d,\"ts\":%lld}", thread, static_cast<long long>(when));
    }

private:
    bool first = true;
};

std::string shape(const std::string& name, const char* phase) {
    return "\"name\":" + quoted(name) + ",\"ph\":\"" + phase + "\",\"pid\":1";
}

void addHead(Writer& out, const std::vector<profiler::Thread>& threads) {
    out.add(R"({"name":"Browser"})", "__metadata", shape("process_name", "M"), 1, 0);
    out.add(R"({"name":"CrBrowserMain"})", "__metadata", shape("thread_name", "M"), 1, 0);
    out.add(R"({"name":"CrRendererMain"})", "__metadata", shape("thread_name", "M"), 2, 0);
    for (const profiler::Thread& thread : threads) {
        out.add("{\"name\":" + quoted(thread.name) + "}", "__metadata", shape("thread_name", "M"),
                thread.id, 0);
    }
    out.add(R"({"data":{"frameTreeNodeId":1,"frames":[{"frame":"FADE","name":"CitizenFX",)"
            R"("processId":1,"url":"https://cfx.re/"}],"persistentIds":true}})", TIMELINE,
            shape("TracingStartedInBrowser", "I"), 1, 0);
}

void addCounters(Writer& out, const Event& e) {
    if (e.much != 0) {
        out.add(format("{\"data\":{\"jsHeapSizeUsed\":%lld}}", static_cast<long long>(e.much)),
                TIMELINE, shape("UpdateCounters", "I"), e.who, e.when);
    }
}

void addEndOfTick(Writer& out, const Event& e, size_t frame) {
    out.add(format("{\"frameId\":%zu,\"layerTreeId\":null}", frame), FRAME,
            shape("ActivateLayerTree", "I") + ",\"s\":\"t\"", e.who, e.when);
    out.add("{\"layerTreeId\":null}", FRAME, shape("DrawFrame", "I") + ",\"s\":\"t\"", e.who,
            e.when);
    out.add("{\"snapshot\":\"" + PICTURE + "\"}", "disabled-by-default-devtools.screenshot",
            format("\"id\":%zu,", frame) + shape("Screenshot", "O"), e.who, e.when);
}

std::string scopeName(const Event& e) {
    return e.what == What::enterResource ? e.why + " (" + e.where + ")" : e.where;
}

bool enters(const Event& e) {
    return e.what == What::enterResource || e.what == What::enterScope;
}
}

namespace profiler {
std::string packed(const Recording& recording) {
    std::string out;
    std::vector<uint64_t> ticks;
    for (size_t i = 0; i < recording.events.size(); i++) {
        if (i == 0 || recording.events[i - 1].what == What::beginTick) {
            ticks.push_back(i);
        }
    }
    msgpack::map(out, 3);
    msgpack::string(out, "ticks");
    msgpack::array(out, ticks.size());
    for (uint64_t tick : ticks) {
        msgpack::unsignedInteger(out, tick);
    }
    msgpack::string(out, "events");
    msgpack::array(out, recording.events.size());
    for (const Event& e : recording.events) {
        msgpack::array(out, 6);
        msgpack::integer(out, e.who);
        msgpack::integer(out, static_cast<int>(e.what));
        msgpack::integer(out, e.when);
        msgpack::string(out, e.where);
        msgpack::string(out, e.why);
        msgpack::integer(out, e.much);
    }
    msgpack::string(out, "threads");
    msgpack::array(out, recording.threads.size());
    for (const Thread& thread : recording.threads) {
        msgpack::map(out, 2);
        msgpack::string(out, "thread_id");
        msgpack::integer(out, thread.id);
        msgpack::string(out, "name");
        msgpack::string(out, thread.name);
    }
    return out;
}

std::string json(const Recording& recording) {
    Writer out;
    addHead(out, recording.threads);
    std::map<int, std::vector<const Event*>> open;
    size_t frame = 0;
    for (const Event& e : recording.events) {
        auto& stack = open[e.who];
        if (e.what == What::beginTick) {
            out.add("{\"layerTreeId\":null}", FRAME, shape("BeginFrame", "I") + ",\"s\":\"t\"",
                    e.who, e.when);
            addCounters(out, e);
        } else if (e.what == What::endTick) {
            addEndOfTick(out, e, frame++);
            addCounters(out, e);
        } else if (enters(e)) {
            out.add("", "blink.user_timing", shape(scopeName(e), "B"), e.who, e.when);
            stack.push_back(&e);
            addCounters(out, e);
        } else if (!stack.empty()) {
            out.add("", "blink.user_timing", shape(scopeName(*stack.back()), "E"), e.who, e.when);
            stack.pop_back();
            addCounters(out, e);
        }
        frame++;
    }
    return out.text + "]}";
}
}
