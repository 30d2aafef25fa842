package dev.fxprof.lua.lua54;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.lua.Plain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The language files of Lua's own test suite, through the front end, on Lua 5.4. Not part of the
 * build: {@code mvn test -pl fxprof-lua -am -Dtest=OfficialSuite
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfxprof.luaTests=DIR}, where DIR holds the
 * {@code testes} of Lua 5.4.8.
 */
class OfficialSuite {
    @ParameterizedTest
    @ValueSource(strings = {"constructs", "math", "strings", "literals", "goto", "closure",
            "coroutine", "errors", "locals", "vararg", "bitwise", "nextvar", "events", "calls",
            "pm", "sort", "tpack", "utf8"})
    void shouldRunToTheEnd(String name) {
        Path directory = Path.of(System.getProperty("fxprof.luaTests", ""));
        assertThat(directory.resolve("all.lua"))
                .as("-Dfxprof.luaTests must be the folder with Lua's tests").matches(Files::exists);
        new SuiteVm(Plain.settings(directory), directory).run(name + ".lua");
    }
}
