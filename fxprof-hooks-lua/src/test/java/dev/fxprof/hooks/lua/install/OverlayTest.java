package dev.fxprof.hooks.lua.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final String VERSION = "1.0";

    @TempDir
    Path folder;

    private Path server;
    private Path citizen;
    private Path place;

    @BeforeEach
    void makeServer() throws IOException {
        server = folder.resolve("server");
        citizen = Miniature.citizen(server.resolve("citizen"));
        place = Files.createDirectories(folder.resolve("data")).resolve("fxprof-citizen");
    }

    private Installed install() throws IOException, InstallException {
        return new Overlay(place).install(Citizen.of(server), VERSION, true);
    }

    private OverlayCheck verify() throws IOException, InstallException {
        return new Overlay(place).verify(Citizen.of(server), VERSION);
    }

    /** What every file of a folder holds. */
    private static SortedMap<String, String> tree(Path root) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                tree.put(root.relativize(path).toString(), Files.isDirectory(path)
                        ? "folder"
                        : HexFormat.of().formatHex(Files.readAllBytes(path)));
            }
        }
        return tree;
    }

    @Test
    void shouldCopyTheCitizenFolderAndPatchOnlyThere() throws Exception {
        SortedMap<String, String> before = tree(server);
        Installed installed = install();

        assertThat(tree(server)).isEqualTo(before);
        assertThat(installed.files()).isEqualTo(4);
        assertThat(installed.patched()).extracting(Installed.Patched::file)
                .containsExactly(Miniature.SCHEDULER, Miniature.NATIVES);
        assertThat(place.resolve("system_resources/monitor/picture.bin"))
                .hasSameBinaryContentAs(citizen.resolve("system_resources/monitor/picture.bin"));
        assertThat(place.resolve(Miniature.SCHEDULER)).content()
                .contains("as patched by fxprof 1.0", "fxprof.ready()");
        assertThat(Files.list(place.getParent())).containsExactly(place);
    }

    @Test
    void shouldMakeNoLinks() throws Exception {
        install();
        Path copy = place.resolve("scripting/lua/deferred.lua");

        assertThat(Files.getAttribute(copy, "unix:nlink")).isEqualTo(1);
        assertThat(Files.isSymbolicLink(copy)).isFalse();
    }

    @Test
    void shouldFindTheFolderOfALinuxArtifact() throws Exception {
        Path linux = folder.resolve("linux");
        Path there = Miniature.citizen(linux.resolve("alpine/opt/cfx-server/citizen"));

        assertThat(Citizen.of(linux).folder()).isEqualTo(there.toRealPath());
    }

    @Test
    void shouldSayWhatIsNoArtifact() {
        assertThatThrownBy(() -> Citizen.of(folder.resolve("data")))
                .isInstanceOf(InstallException.class).hasMessageStartingWith("--server: ")
                .hasMessageContaining("expected citizen/scripting/lua/scheduler.lua or alpine/");
    }

    @ParameterizedTest
    @ValueSource(strings = {Miniature.SCHEDULER, Miniature.NATIVES})
    void shouldRefuseAFileItDoesNotUnderstandAndLeaveNothing(String file) throws Exception {
        Path source = citizen.resolve(file);
        Files.writeString(source, Files.readString(source)
                .replace("SetEventRoutine", "SetEventsRoutine").replace("g[n] = v", "g[n] = n"));
        SortedMap<String, String> before = tree(folder);

        assertThatThrownBy(this::install).isInstanceOfSatisfying(InstallException.class, e -> {
            assertThat(e.isRefused()).isTrue();
            assertThat(e).hasMessageContaining(source + " is not a file that fxprof can patch: "
                    + "anchor ");
        });
        assertThat(tree(folder)).isEqualTo(before);
    }

    @Test
    void shouldDoWithoutANativesFileItDoesNotUnderstand() throws Exception {
        Files.writeString(citizen.resolve(Miniature.NATIVES), "return\n");
        Installed installed = new Overlay(place).install(Citizen.of(server), VERSION, false);

        assertThat(installed.patched()).hasSize(1);
        assertThat(place.resolve(Miniature.NATIVES)).hasContent("return\n");
    }

    @Test
    void shouldReplaceItselfAndSayWhetherTheServerChanged() throws Exception {
        assertThat(install().before()).isEqualTo(Installed.Before.NOTHING);
        assertThat(install().before()).isEqualTo(Installed.Before.SAME);
        Files.writeString(citizen.resolve("scripting/lua/deferred.lua"), "promise = { new }\n");
        Files.writeString(citizen.resolve("new.lua"), "");
        Files.delete(citizen.resolve("system_resources/monitor/picture.bin"));

        assertThat(install().before()).isEqualTo(Installed.Before.OTHER);
        assertThat(place.resolve("scripting/lua/deferred.lua")).hasContent("promise = { new }\n");
        assertThat(place.resolve("new.lua")).exists();
        assertThat(place.resolve("system_resources/monitor/picture.bin")).doesNotExist();
    }

    @Test
    void shouldReplaceNeitherWhatIsNotItsOwnNorWhatWasChanged() throws Exception {
        Files.createDirectories(place);
        Files.writeString(place.resolve("mine.txt"), "mine");
        assertThatThrownBy(this::install).hasMessageContaining("fxprof did not make it");

        Files.delete(place.resolve("mine.txt"));
        Files.delete(place);
        install();
        Files.writeString(place.resolve("scripting/lua/deferred.lua"), "changed");
        assertThatThrownBy(this::install).hasMessageContaining("deferred.lua was changed since");
        assertThat(place.resolve("scripting/lua/deferred.lua")).hasContent("changed");
    }

    @Test
    void shouldNotLieWithinTheServersFiles() {
        Overlay within = new Overlay(citizen.resolve("overlay"));

        assertThatThrownBy(() -> within.install(Citizen.of(server), VERSION, true))
                .hasMessageContaining("lie within each other");
    }

    @Test
    void shouldGoOnAfterAnInstallationThatWasKilled() throws Exception {
        install();
        SortedMap<String, String> whole = tree(place);
        Path half = Folders.pending(place);
        Files.createDirectories(half);
        Files.writeString(half.resolve("half.lua"), "half");
        Files.move(place, place.resolveSibling(".fxprof-citizen.fxprof-old"));

        assertThat(install().before()).isEqualTo(Installed.Before.SAME);
        assertThat(tree(place)).isEqualTo(whole);
        assertThat(Files.list(place.getParent())).containsExactly(place);
    }

    @Test
    void shouldVerifyWhatIsKnownPatchableAndRefused() throws Exception {
        assertThat(verify().state()).isEqualTo(OverlayCheck.State.ABSENT);
        assertThat(verify().files()).extracting(OverlayCheck.Row::status)
                .containsOnly(OverlayCheck.Status.PATCHABLE);

        install();
        assertThat(verify().state()).isEqualTo(OverlayCheck.State.CURRENT);
        assertThat(verify().files()).extracting(OverlayCheck.Row::status)
                .containsOnly(OverlayCheck.Status.KNOWN);

        Path scheduler = citizen.resolve(Miniature.SCHEDULER);
        Files.writeString(scheduler, Files.readString(scheduler) + "\n-- updated\n");
        assertThat(verify().state()).isEqualTo(OverlayCheck.State.STALE);
        assertThat(verify().files().getFirst().status()).isEqualTo(OverlayCheck.Status.PATCHABLE);

        Files.writeString(scheduler, "-- nothing like it\n");
        assertThat(verify().isRefused()).isTrue();
        assertThat(verify().files().getFirst().refusal())
                .startsWith("anchor boundary-function: expected 1 line");
    }

    @Test
    void shouldVerifyTheOverlayItself() throws Exception {
        install();
        Files.writeString(place.resolve(Miniature.SCHEDULER), "changed");
        Files.delete(place.resolve("scripting/lua/deferred.lua"));

        assertThat(verify().changed()).containsExactlyInAnyOrder(Miniature.SCHEDULER,
                "scripting/lua/deferred.lua");
    }

    @Test
    void shouldLeaveNothingWhenItIsRemoved() throws Exception {
        SortedMap<String, String> before = tree(folder);
        install();
        Removed removed = new Overlay(place).uninstall().orElseThrow();

        assertThat(removed.changed()).isEmpty();
        assertThat(tree(folder)).isEqualTo(before);
        assertThat(new Overlay(place).uninstall()).isEmpty();
    }

    @Test
    void shouldKeepWhatWasChangedWhenItIsRemoved() throws Exception {
        install();
        Files.writeString(place.resolve("scripting/lua/deferred.lua"), "changed");
        Files.writeString(place.resolve("scripting/note.txt"), "mine");
        Removed removed = new Overlay(place).uninstall().orElseThrow();

        assertThat(removed.changed()).containsExactly("scripting/lua/deferred.lua");
        assertThat(removed.foreign()).containsExactly("scripting/note.txt");
        assertThat(tree(place).keySet()).containsExactly("", "fxprof-installed.json", "scripting",
                "scripting/lua", "scripting/lua/deferred.lua", "scripting/note.txt");
    }

    @Test
    void shouldTouchNoFileOutsideItsFolder() throws Exception {
        install();
        Path outside = folder.resolve("data/precious.txt");
        Files.writeString(outside, "precious");
        Path manifest = place.resolve(Manifest.FILE);
        Files.writeString(manifest, Files.readString(manifest).replace(
                "\"scripting/lua/deferred.lua\"", "\"../precious.txt\""));

        assertThatThrownBy(() -> new Overlay(place).uninstall())
                .hasMessageContaining("expected files of its own folder, found ../precious.txt");
        assertThat(outside).hasContent("precious");
    }
}
