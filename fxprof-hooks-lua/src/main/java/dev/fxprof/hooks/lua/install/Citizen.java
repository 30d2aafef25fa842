package dev.fxprof.hooks.lua.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The citizen folder of a server's artifact, which is only ever read. */
public final class Citizen {
    /** Where it lies in an artifact for Windows and in one for Linux. */
    private static final List<String> PLACES = List.of("citizen",
            "alpine/opt/cfx-server/citizen");
    private static final String MUST_HAVE = PatchTable.ALL.getFirst().file();

    private final Path folder;

    private Citizen(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds the folder.
     *
     * @param server folder of the artifact, or the citizen folder's own parent
     * @return its citizen folder
     * @throws InstallException if there is none
     * @throws IOException if it cannot be read
     */
    public static Citizen of(Path server) throws InstallException, IOException {
        for (String place : PLACES) {
            Path folder = server.resolve(place);
            if (Files.isRegularFile(folder.resolve(MUST_HAVE))) {
                return new Citizen(folder.toRealPath());
            }
        }
        throw InstallException.input("--server: " + server + " is no server artifact: expected "
                + String.join("/" + MUST_HAVE + " or ", PLACES) + "/" + MUST_HAVE + " in it");
    }

    /**
     * Where it is.
     *
     * @return its absolute path
     */
    public Path folder() {
        return folder;
    }

    /** A file that the overlay patches: its bytes now, and what patching makes of them. */
    record Source(PatchTable table, byte[] bytes, Patcher.Outcome outcome) {
        String sha256() {
            return Sha256.of(bytes);
        }

        byte[] patched() {
            return outcome.text().getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** All files of this artifact that could be patched; only the first is always there. */
    List<Source> sources(Blocks blocks) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (PatchTable table : PatchTable.ALL) {
            Optional<byte[]> bytes = read(table.file());
            if (bytes.isPresent()) {
                String text = new String(bytes.get(), StandardCharsets.ISO_8859_1);
                sources.add(new Source(table, bytes.get(),
                        Patcher.apply(table, text, blocks.top(table, bytes.get()))));
            }
        }
        return sources;
    }

    private Optional<byte[]> read(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.isRegularFile(path)
                ? Optional.of(Files.readAllBytes(path))
                : Optional.empty();
    }
}
