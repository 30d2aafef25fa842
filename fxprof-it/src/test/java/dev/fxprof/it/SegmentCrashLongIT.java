package dev.fxprof.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCrashLongIT {
    @Test
    void shouldAccountForEveryRecordAfterFiveHundredKills(@TempDir Path folder)
            throws InterruptedException {
        CrashRounds.run(folder, 500);
    }
}
