package dev.fxprof.it;

class AgentWineIT extends AgentIT {
    @Override
    AgentHost.Build build() {
        return AgentHost.Build.WINE;
    }
}
