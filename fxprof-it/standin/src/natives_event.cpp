#include "console.h"
#include "events.h"
#include "http_client.h"
#include "natives.h"
#include "resources.h"
#include "runtime.h"
#include "text.h"
#include "truth.h"

namespace {
constexpr size_t LARGE = 1024 * 1024;

void registerHandler(Call& c) {
    events::handledBy(runtimes::current()->resource, c.string(0));
}

void triggerEvent(Call& c) {
    c.returns(events::trigger(c.string(0), c.string(1), ""));
}

void sendEvent(Call& c, const char* kind) {
    const std::string name = c.string(0);
    const size_t bytes = static_cast<size_t>(c.integer(3));
    truth::sent(kind, runtimes::current()->resource.name, name,
            c.given(1) && c.text(1).empty() ? std::to_string(c.integer(1)) : c.string(1), bytes);
    if (bytes >= LARGE) {
        console::print("citizen-server-impl", format("Warning: sending large event %s (%zu bytes). "
                "This may cause performance issues. Consider using latent events instead.\n",
                name.c_str(), bytes));
        console::trace("{\"event_name\":" + quoted(name) + ",\"event_size\":"
                + std::to_string(bytes) + ",\"event_type\":\"clientEvent\",\"type\":"
                "\"large_event_warning\"}");
    }
}

void clientEvent(Call& c) {
    sendEvent(c, "client");
}

void latentClientEvent(Call& c) {
    sendEvent(c, "latent");
}

void cancelEvent(Call&) {
    events::cancel();
}

void wasCanceled(Call& c) {
    c.returns(events::lastCanceled());
}

void duplicateReference(Call& c) {
    int index = -1;
    Runtime* runtime = runtimes::ofReference(c.text(0), index);
    if (runtime != nullptr) {
        const int made = runtime->duplicateReference(index);
        c.returns(std::string_view(runtime->resource.name + ":"
                + std::to_string(runtime->instance) + ":" + std::to_string(made)));
    }
}

void deleteReference(Call& c) {
    int index = -1;
    Runtime* runtime = runtimes::ofReference(c.text(0), index);
    if (runtime != nullptr) {
        runtime->deleteReference(index);
    }
}

void httpRequest(Call& c) {
    c.returns(static_cast<int64_t>(http::request(c.text(0))));
}

void structuredTrace(Call& c) {
    console::trace("{\"payload\":" + c.string(0) + ",\"resource\":"
            + quoted(runtimes::current()->resource.name) + ",\"type\":\"script_structured_trace\"}");
}
}

const Native EVENT_NATIVES[] = {{"REGISTER_RESOURCE_AS_EVENT_HANDLER", "s", registerHandler},
        {"TRIGGER_EVENT_INTERNAL", "ssi>b", triggerEvent},
        {"TRIGGER_CLIENT_EVENT_INTERNAL", "sssi", clientEvent},
        {"TRIGGER_LATENT_CLIENT_EVENT_INTERNAL", "sssii", latentClientEvent},
        {"CANCEL_EVENT", "", cancelEvent}, {"WAS_EVENT_CANCELED", ">b", wasCanceled},
        {"DUPLICATE_FUNCTION_REFERENCE", "s>s", duplicateReference},
        {"DELETE_FUNCTION_REFERENCE", "s", deleteReference},
        {"PERFORM_HTTP_REQUEST_INTERNAL_EX", "o>i", httpRequest},
        {"PRINT_STRUCTURED_TRACE", "s", structuredTrace}, {nullptr, nullptr, nullptr}};
