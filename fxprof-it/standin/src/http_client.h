#pragma once

#include <string_view>

// Requests of scripts, sent by threads of their own; answers become events on a later tick.
namespace http {
// A packed table url, method, data, headers, followLocation. Returns the token, or -1.
int request(std::string_view packed);
// Queues the answers that have come.
void deliver();
void finish();
}
