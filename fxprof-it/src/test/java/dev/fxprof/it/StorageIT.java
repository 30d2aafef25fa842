package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server keeps when it is started again; the warm-up is the first start. */
class StorageIT {
    @Test
    void shouldKeepDatabaseAndKeyValuesFromTheWarmUp() {
        List<String> printed = Command.fxprof("simulate", "--warmup", "40",
                "--resources", Folders.resource("world/kept").toString(), "--mysql", "h2",
                "--players", "0", "--log", "--trace", "none", "--duration", "40t").run().succeeded()
                .errors().stream().filter(line -> line.startsWith("[script:kept]"))
                .map(line -> line.replace('\t', ' ')).toList();
        assertThat(printed).containsExactly("[script:kept] starts 2 text 2 2",
                "[script:kept] keys last lasting", "[script:kept] deleted 0.0 nil");
    }
}
