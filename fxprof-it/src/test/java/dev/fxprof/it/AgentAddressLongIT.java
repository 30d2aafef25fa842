package dev.fxprof.it;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Hooks by address where that takes long: tables that are refused under Wine, and no memory near the function. */
class AgentAddressLongIT {
    @Test
    void shouldRefuseATableThatIsNotOfThisProcess() throws IOException {
        AgentAddressIT.assertRefusals(AgentHost.Build.WINE_SYMBOLS);
    }

    @Test
    void shouldJumpFarWhereThereIsNoMemoryNear() {
        AgentAddressIT.assertJumpsFar();
    }
}
