#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Tables of methods as a managed runtime's wrappers have them: made anew for each object and
// interface, with entries that lie in no library.
class OwnTables {
public:
    // Gives the interface at this address a table of its own with so many methods.
    void replace(void* interface, size_t methods);

private:
    static uintptr_t entryTo(uintptr_t method);

    std::vector<std::vector<uintptr_t>> tables;
};
