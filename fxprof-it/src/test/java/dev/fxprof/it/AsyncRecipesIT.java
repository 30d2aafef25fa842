package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of docs/async.md, as written. */
class AsyncRecipesIT {
    private static final Path DOCS = Command.launcher().resolveSibling("docs");
    private static final Pattern CODE = Pattern.compile("```lua\n(.*?)```", Pattern.DOTALL);
    private static final List<String> PRINTED = List.of("[script:recipe1] 200\tFX200",
            "[script:recipe2] true\tanalysed", "[script:recipe3] received\t100");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldWorkAsWritten(String engine) throws IOException {
        String text = Files.readString(DOCS.resolve("async.md"));
        List<String> recipes = CODE.matcher(text.substring(text.indexOf("## Recipes"))).results()
                .map(MatchResult::group).map(code -> code.substring(7, code.length() - 3)).toList();
        assertThat(recipes).hasSize(PRINTED.size() + 1);
        for (int i = 0; i < recipes.size(); i++) {
            write("recipe" + (i + 1), recipes.get(i));
        }
        write("stopper", "CreateThread(function() Wait(1500) StopResource('recipe4') end)\n"
                + "CreateThread(function() Wait(2000) "
                + "print('saved', LoadResourceFile('recipe4', 'state.json')) end)");

        Command.Result result = Command.simulate("--engine", engine, "--resources",
                folder.toString(), "--players", "0", "--duration", "3s", "--log", "--trace",
                "none").run().succeeded();

        assertThat(result.errors()).noneMatch(line -> line.contains("script error"));
        assertThat(result.errors()).containsAll(PRINTED)
                .contains("[script:stopper] saved\t{\"players\":3}");
    }

    private void write(String resource, String script) throws IOException {
        Path place = Files.createDirectory(folder.resolve(resource));
        Files.writeString(place.resolve("fxmanifest.lua"),
                "fx_version 'cerulean'\ngame 'gta5'\nserver_script 'server.lua'\n");
        Files.writeString(place.resolve("server.lua"), script);
    }
}
