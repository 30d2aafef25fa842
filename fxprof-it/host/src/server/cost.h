#pragma once

#include <string>

// What an attached agent adds to a call, beside the cost of other ways to hook one.
namespace cost {
// Alternates rounds without and with the agent, with a resource of its own. JSON: medians over
// rounds, nanoseconds a call, {"nativeLua": [without, with], "nativeHost": ..., "event": ...,
// "reference": ..., "inlineHook": ..., "luaHook": ..., "twoReads": [0, cost]}; a text that does not
// begin with { says why the agent does not attach.
std::string measure(const std::string& library, const std::string& resources, int rounds,
        int calls);
}
