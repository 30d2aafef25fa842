#pragma once

#include <string>
#include <vector>

struct Resource;

// The server's events; payloads are the packed array of arguments. Main thread only.
namespace events {
std::string payload(const std::vector<std::string>& arguments);
void handledBy(Resource& resource, const std::string& name);
// False where a handler cancelled the event.
bool trigger(const std::string& name, const std::string& payload, const std::string& source);
void queue(const std::string& name, const std::string& payload, const std::string& source);
void runQueued();
void cancel();
bool lastCanceled();
}
