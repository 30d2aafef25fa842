#pragma once

#include <cstdint>
#include <functional>
#include <string>

// Mono as far as profilers see it: events around a pause of its garbage collector, and methods, which
// are compiled when they run first and tell of their ends as a profiler wished then.
namespace profiler {
struct Method;

void collect();
// The method of an assembly: NAMESPACE.CLASS+NESTED.METHOD.
Method* method(const std::string& assembly, const std::string& name);

// A method as long as it runs.
class Call {
public:
    explicit Call(Method* called);
    // It ends by calling another in its place.
    void tail(Method* target);
    // An exception leaves it.
    void fail();
    ~Call();
    Call(const Call&) = delete;

private:
    Method* const called;
    bool open = true;
};
}
