package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksNativesIT {
    private static final int INPUT = 2;
    private static final String VARIABLE = "FXPROF_NATIVES";

    @TempDir
    private Path folder;

    private Command update(Path table) {
        return Command.fxprof("hooks", "natives", "update", "--from",
                folder.resolve("natives.json").toString()).with(VARIABLE, table.toString());
    }

    private Command simulate(Path table) {
        Folders.write(folder.resolve("resources/beacon/fxmanifest.lua"),
                "fx_version 'cerulean'\nserver_script 'main.lua'\n");
        Folders.write(folder.resolve("resources/beacon/main.lua"),
                "print('it is a ' .. type(GetBeaconPosition))\n");
        return Command.fxprof("simulate", "--warmup", "0", "--duration", "2t", "--players", "0",
                "--log", "--trace", "none", "--resources",
                folder.resolve("resources").toString()).with(VARIABLE, table.toString());
    }

    @Test
    void shouldGiveAllCommandsTheNamesOfANewerServer() {
        Folders.write(folder.resolve("natives.json"), """
                {"CFX": {"0x6AC8DCBC": {"name": "GET_BEACON_POSITION", "params": [],
                  "results": "Vector3", "apiset": "server"}}}
                """);
        Path table = folder.resolve("mine/natives.tsv");
        assertThat(simulate(table).run().succeeded().err()).contains("it is a nil");
        assertThat(update(table).run().succeeded().out())
                .contains(table.toString(), "1 new (GET_BEACON_POSITION), 0 changed");
        assertThat(simulate(table).run().succeeded().err()).contains("it is a function");
    }

    @Test
    void shouldSayWhichLineIsWrongAndKeepTheTable() {
        Path table = Folders.write(folder.resolve("natives.tsv"), "# natives\nno table\n");
        Sentence.assertOnly(simulate(table).run(), INPUT, table + ":2: expected",
                "hooks natives update");
        Folders.write(folder.resolve("natives.json"), "{\n\"CFX\": 3}");
        Sentence.assertOnly(update(table).run(), INPUT, "natives.json", "2");
        assertThat(table).hasContent("# natives\nno table\n");
    }
}
