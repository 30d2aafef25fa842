package dev.fxprof.it;

/** Lua whose errors are longjmp, which no frame of the agent notices. */
class AgentLinuxJumpsIT extends AgentIT {
    @Override
    AgentHost.Build build() {
        return AgentHost.Build.LINUX_C;
    }
}
