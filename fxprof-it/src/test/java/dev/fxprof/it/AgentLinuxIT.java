package dev.fxprof.it;

class AgentLinuxIT extends AgentIT {
    @Override
    AgentHost.Build build() {
        return AgentHost.Build.LINUX;
    }
}
