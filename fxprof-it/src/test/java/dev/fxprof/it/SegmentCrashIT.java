package dev.fxprof.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCrashIT {
    @Test
    void shouldAccountForEveryRecordAfterTwentyFiveKills(@TempDir Path folder)
            throws InterruptedException {
        CrashRounds.run(folder, 25);
    }
}
