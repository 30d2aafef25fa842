package dev.fxprof.it;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentDetachLongIT {
    private static final int CYCLES = 1_000;

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "LINUX_C", "WINE"})
    void shouldComeAndGoUnderLoad(AgentHost.Build build) {
        AgentCycles.run(build, CYCLES, "AgentDetachLongIT");
    }
}
