#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "scripting/resources.h"

// A script without a language of its own, for the runtimes that have none here. A line is
//     TRIGGER: ACTION; ACTION
// with the triggers load, tick, tick/N (each Nth), event NAME, export NAME, method NAME and the actions
// native NAME [NUMBER], call RESOURCE EXPORT [PAYLOAD], lend RESOURCE EXPORT OWN_EXPORT (calls
// with a reference to an export of its own), back (invokes the reference in the payload),
// burn MICROS, throw, and where there are methods run NAME, try NAME (whose error ends there), tail NAME
// (in place of the method that does it), elsewhere NAME (on a thread of its own) and collect.
class Actions {
public:
    // How the runtime that runs them does what differs.
    class LIBRARY_EXPORT Caller {
    public:
        virtual void callNative(uint64_t hash, uintptr_t argument) = 0;
        virtual void invoke(const std::string& reference, const std::string& payload) = 0;
        virtual std::string reference(int32_t number) = 0;
        virtual void callMethod(const std::string& how, const std::string& name);
        virtual void collect();

    protected:
        ~Caller() = default;
    };

    LIBRARY_EXPORT void parse(const std::string& text);
    // Number of an export of this script, from 1; 0 for none.
    LIBRARY_EXPORT int32_t numberOf(const std::string& name) const;
    LIBRARY_EXPORT const std::vector<std::string>& exportNames() const;
    // Throws std::runtime_error where an action fails or throws.
    LIBRARY_EXPORT void run(const std::string& trigger, const std::string& payload,
            Caller& caller) const;
    LIBRARY_EXPORT void runExport(int32_t number, const std::string& payload,
            Caller& caller) const;
    LIBRARY_EXPORT void runTick(uint64_t number, Caller& caller) const;

private:
    using Words = std::vector<std::string>;
    static Words split(const std::string& text, char separator);
    void act(const Words& words, const std::string& payload, Caller& caller) const;

    std::map<std::string, std::vector<Words>> triggers;
    std::vector<std::string> exports;
};
