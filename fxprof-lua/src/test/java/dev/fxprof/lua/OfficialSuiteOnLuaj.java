package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.lua.engines.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The language files of Lua's own test suite on LuaJ, without the statements that
 * {@code luaj-suite.txt} lists with their reasons. Not part of the build: {@code mvn test -pl
 * fxprof-lua -am -Dtest=OfficialSuiteOnLuaj -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfxprof.luaTests=DIR}, where DIR holds the {@code testes} of Lua 5.4.8.
 */
class OfficialSuiteOnLuaj {
    /** FILE FROM-TO REASON, or FILE all REASON. */
    private static final Pattern LINE = Pattern.compile("(\\w+) (?:(\\d+)-(\\d+)|all) (.+)");
    /** On the line of the file's first, so that lines stay lines. */
    private static final String PRELUDE = "function require(name) return _G[name] or true end ";

    private record Skip(String file, int from, int to, String reason) {}

    private static List<Skip> skips(String file) throws IOException {
        List<Skip> skips = new ArrayList<>();
        try (InputStream in = OfficialSuiteOnLuaj.class.getResourceAsStream("luaj-suite.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#"))
                    .toList()) {
                Matcher parts = LINE.matcher(line);
                assertThat(parts.matches()).as(line).isTrue();
                boolean isAll = parts.group(2) == null;
                skips.add(new Skip(parts.group(1), isAll ? 1 : Integer.parseInt(parts.group(2)),
                        isAll ? Integer.MAX_VALUE : Integer.parseInt(parts.group(3)),
                        parts.group(4)));
            }
        }
        return skips.stream().filter(skip -> skip.file.equals(file)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"constructs", "math", "strings", "literals", "goto", "closure",
            "coroutine", "errors", "locals", "vararg", "bitwise", "nextvar", "events", "calls",
            "pm", "sort", "tpack", "utf8"})
    void shouldRunWhatTheListDoesNotLeaveOut(String name) throws IOException {
        Path directory = Path.of(System.getProperty("fxprof.luaTests", ""));
        assertThat(directory.resolve("all.lua"))
                .as("-Dfxprof.luaTests must be the folder with Lua's tests").matches(Files::exists);
        String[] lines = Files
                .readString(directory.resolve(name + ".lua"), StandardCharsets.ISO_8859_1)
                .split("\n", -1);
        int left = 0;
        for (Skip skip : skips(name)) {
            for (int i = skip.from; i <= Math.min(skip.to, lines.length); i++) {
                lines[i - 1] = "";
                left++;
            }
        }
        String first = lines[0].startsWith("#") ? "--" + lines[0].substring(2) : lines[0];
        lines[0] = PRELUDE + first;
        System.out.printf("%s: %d of %d lines are left out%n", name, left, lines.length);

        LuaVm vm = Engines.LUAJ.create().newVm(Plain.settings(directory));
        try {
            vm.call(vm.load("@" + name + ".lua",
                    String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1)), vm.args());
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e.file() + ":" + e.line() + ": " + e.getMessage(), e);
        } finally {
            vm.close();
        }
    }
}
