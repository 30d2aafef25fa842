// Uses two libraries, exports with and without names, and forwards one export.
extern "C" {
__declspec(dllimport) int by_number(int x);
__declspec(dllimport) int by_name(int x);
__declspec(dllimport) int late(int x);
int _fltused = 0;

// The linker's own code calls this at the first call of a function that is looked up late.
void *__delayLoadHelper2(const void *, void **slot)
{
    return *slot;
}

// 32-bit names begin with an underscore more.
void *__stdcall helper(const void *, void **slot)
{
    return *slot;
}

__declspec(dllexport) int plain(int x)
{
    return by_name(by_number(late(x)));
}

int numbered(int x)
{
    return x ^ 0x55;
}
}

namespace outer
{
int table[64];

struct __declspec(dllexport) Exported
{
    int state;
    int step(int by);
};

int Exported::step(int by)
{
    for (int i = 0; i < by; i++)
    {
        state += table[i & 63] * plain(i);
    }
    return state;
}

static int __attribute__((noinline)) local(int *from)
{
    return from[1] + plain(from[2]);
}

__declspec(dllexport) int callsLocal(int *from)
{
    return local(from) * local(from + 3);
}
} // namespace outer
