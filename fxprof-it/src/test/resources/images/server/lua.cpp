// The library that has Lua in it, which it exports to nobody.
#include "ids.h"

namespace fx
{
namespace invoker
{
struct IMPORT ScriptNativeContext
{
    void *handler;
    void Invoke();
};
} // namespace invoker
} // namespace fx

struct lua_State
{
    long long field[32];
};

static long long counter;

__attribute__((noinline)) static long long call(lua_State *state, long long a, long long b)
{
    state->field[0] += a * b;
    return counter++ + state->field[1];
}

#ifdef JUMPS_AT_ONCE
// Keeps no register, so that what is relative to its own address comes among the first bytes.
__attribute__((noinline)) int lua_resume(lua_State *state, lua_State *, int, int *)
{
    return (int)call(state, counter, counter) + 1;
}
#else
__attribute__((noinline)) int lua_resume(lua_State *state, lua_State *from, int count, int *results)
{
    long long sum = 0;
    for (int i = 0; i < count; i++)
    {
        sum += call(state, sum, i) + call(from, i, sum) + results[i];
    }
    return (int)sum;
}
#endif

__attribute__((noinline)) int lua_pcallk(lua_State *state, int arguments, int results, int handler,
                                         long long context, int (*go)(lua_State *, int, long long))
{
    long long first = call(state, arguments, results);
    long long second = call(state, handler, context);
    int third = go(state, arguments, context);
    return (int)(first + second + third + results + call(state, handler, first));
}

extern "C" EXPORT int lua_run(lua_State *state, int *results, fx::invoker::ScriptNativeContext *context)
{
    context->Invoke();
    return lua_resume(state, state, ids[results[0] & 15], results) + lua_pcallk(state, 1, 2, 3, 4, nullptr);
}
