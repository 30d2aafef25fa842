#pragma once

#include <string>

// What the server says: lines headed by their channel on standard output, and objects on file
// descriptor 3 where one was open at the start.
namespace console {
void openTrace();
void print(const std::string& channel, const std::string& text);
// One newline-less object {channel,func,file,line,data}; data is the given JSON.
void trace(const std::string& data);
void script(const std::string& resource, const std::string& text);
}
