#pragma once

#include <poll.h>

#include <string>
#include <vector>

// The server's own pages, answered by the main loop between ticks.
namespace http_server {
// HOST:PORT, port 0 for any free one; false with a printed reason.
bool listen(const std::string& endpoint);
void watch(std::vector<pollfd>& files);
// Serves what the poll found.
void serve(const std::vector<pollfd>& files);
void close();
}
