package dev.fxprof.hooks.lua.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerResourceTest {
    @TempDir
    Path data;

    private Path folder;

    @BeforeEach
    void makeResources() throws IOException {
        Files.createDirectories(data.resolve("resources"));
        folder = data.resolve("resources/[fxprof]/fxprof");
    }

    @Test
    void shouldInstallAllFilesAndRemoveThemAgain() throws Exception {
        Installed installed = new ServerResource(data).install("1.0");
        assertThat(installed.before()).isEqualTo(Installed.Before.NOTHING);
        assertThat(folder.resolve("profiler.lua")).content().startsWith("local fxprof = ");

        new ServerResource(data).uninstall();
        assertThat(data.resolve("resources")).isEmptyDirectory();
    }

    @Test
    void shouldKeepWhatTheServerRecorded() throws Exception {
        new ServerResource(data).install("1.0");
        Path spooled = Files.createDirectories(folder.resolve("spool")).resolve("a.fxs");
        Files.writeString(spooled, "spooled");

        assertThat(new ServerResource(data).install("1.0").before())
                .isEqualTo(Installed.Before.SAME);
        assertThat(spooled).hasContent("spooled");
        assertThat(new ServerResource(data).uninstall().orElseThrow().foreign())
                .containsExactly("spool/a.fxs");
        assertThat(spooled).hasContent("spooled");
        assertThat(folder.resolve("profiler.lua")).doesNotExist();
    }

    @Test
    void shouldReplaceNoOtherResource() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("fxmanifest.lua"), "mine");

        assertThatThrownBy(() -> new ServerResource(data).install("1.0"))
                .hasMessageContaining("is a resource that fxprof did not install");
        assertThatThrownBy(() -> new ServerResource(data).uninstall())
                .hasMessageContaining("is a resource that fxprof did not install");
        assertThat(folder.resolve("fxmanifest.lua")).hasContent("mine");
    }

    @Test
    void shouldReplaceNoFileThatWasChanged() throws Exception {
        new ServerResource(data).install("1.0");
        Files.writeString(folder.resolve("profiler.lua"), "changed");

        assertThatThrownBy(() -> new ServerResource(data).install("1.0"))
                .hasMessageContaining("profiler.lua was changed since");
        assertThat(new ServerResource(data).uninstall().orElseThrow().changed())
                .containsExactly("profiler.lua");
        assertThat(folder.resolve("profiler.lua")).hasContent("changed");
    }

    @Test
    void shouldSayWhatIsNoDataFolder() {
        assertThatThrownBy(() -> new ServerResource(data.resolve("resources")))
                .hasMessageContaining("expected a folder resources in it");
    }
}
