#pragma once

struct Runtime;
struct lua_State;

// A call and return hook on every coroutine of a state that is known to the scheduler or made
// while it records: two events a call, as the server's lmprof. Behind require 'lmprof' and behind
// the detailed recording of the built-in profiler.
namespace lmprof {
// False where a hook or a recording is there already.
bool begin(Runtime& runtime, int thread);
void end(Runtime& runtime);
// The built-in profiler asks; the recording begins and ends at the runtime's next entry.
void connect(Runtime& runtime, int thread);
void disconnect(Runtime& runtime);
// A coroutine that will not run again.
void ended(Runtime& runtime, lua_State* thread);
}
