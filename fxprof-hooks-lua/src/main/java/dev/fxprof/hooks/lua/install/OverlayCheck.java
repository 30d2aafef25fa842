package dev.fxprof.hooks.lua.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a server's files stand to the overlay.
 *
 * @param overlay folder of the overlay
 * @param state whether it is there and fits
 * @param changed files of the overlay that hold something else than fxprof put there, or are gone
 * @param files the server's files that could be patched
 */
public record OverlayCheck(Path overlay, State state, List<String> changed, List<Row> files) {
    /** How the overlay is. */
    public enum State {
        /** There is none. */
        ABSENT,
        /** It was made from the server's files as they are now. */
        CURRENT,
        /** The server's files have changed since: install again. */
        STALE
    }

    /** How a file of the server is. */
    public enum Status {
        /** The overlay was made from it as it is now. */
        KNOWN,
        /** Every anchor matches. */
        PATCHABLE,
        /** An anchor does not match. */
        REFUSED
    }

    /**
     * A file of the server.
     *
     * @param file path in the citizen folder, with slashes
     * @param status how it is
     * @param sha256 what it holds
     * @param refusal which anchor does not match, or empty
     */
    public record Row(String file, Status status, String sha256, String refusal) {}

    /**
     * Whether a file is refused.
     *
     * @return true if the overlay cannot be made from these files
     */
    public boolean isRefused() {
        return files.stream().anyMatch(row -> row.status() == Status.REFUSED);
    }

    static OverlayCheck of(Path folder, Optional<Manifest> manifest, List<Citizen.Source> sources)
            throws IOException, InstallException {
        List<Row> rows = new ArrayList<>();
        boolean current = true;
        for (Citizen.Source source : sources) {
            Row row = row(manifest, source);
            rows.add(row);
            String installed = manifest.map(m -> m.originals().get(row.file())).orElse(null);
            current &= installed == null || installed.equals(row.sha256());
        }
        if (manifest.isEmpty()) {
            return new OverlayCheck(folder, State.ABSENT, List.of(), rows);
        }
        List<String> changed = new ArrayList<>(Folders.changed(folder, manifest.get()));
        manifest.get().files().keySet().stream()
                .filter(name -> !Files.exists(folder.resolve(name))).forEach(changed::add);
        return new OverlayCheck(folder, current ? State.CURRENT : State.STALE, changed, rows);
    }

    private static Row row(Optional<Manifest> manifest, Citizen.Source source) {
        String file = source.table().file();
        String hash = source.sha256();
        if (manifest.isPresent() && hash.equals(manifest.get().originals().get(file))) {
            return new Row(file, Status.KNOWN, hash, "");
        }
        return source.outcome().isRefused()
                ? new Row(file, Status.REFUSED, hash, source.outcome().refusal())
                : new Row(file, Status.PATCHABLE, hash, "");
    }
}
