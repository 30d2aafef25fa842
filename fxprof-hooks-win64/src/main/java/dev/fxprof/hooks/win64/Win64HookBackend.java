package dev.fxprof.hooks.win64;

import dev.fxprof.api.HookBackend;
import dev.fxprof.api.HookSession;
import dev.fxprof.ringbuffer.Attachment;
import dev.fxprof.ringbuffer.LiveSegments;
import dev.fxprof.ringbuffer.SegmentException;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The agent inside a server of this user, on Windows or Linux. It writes the same segments as the
 * simulator, so that the same drain reads them; a server that has died is read by its file.
 */
public final class Win64HookBackend implements HookBackend {
    /** What the agent calls the process that it records. */
    private static final String TITLE = "FXServer";

    private final LiveSegments segments;

    /**
     * A back end for the server whose segment is among these.
     *
     * @param segments those of a user's processes
     */
    public Win64HookBackend(LiveSegments segments) {
        this.segments = segments;
    }

    @Override
    public String name() {
        return "agent";
    }

    /**
     * Why it cannot attach now; that may change, as servers start and end.
     *
     * @return one sentence, or empty if exactly one server records
     */
    @Override
    public Optional<String> unavailableReason() {
        try {
            List<SegmentView> servers = servers();
            if (servers.size() > 1) {
                return Optional.of("several servers record, name one by its process id: "
                        + servers.stream().map(server -> Long.toString(server.process().pid()))
                                .collect(Collectors.joining(", ")));
            }
            return servers.isEmpty()
                    ? Optional.of("no server of this user that has the agent records now")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("the folder of segments cannot be read: " + e.getMessage());
        }
    }

    /**
     * Whether to wait makes sense: no server records yet.
     *
     * @return false if one or several do
     * @throws IOException if the folder of segments cannot be read
     */
    public boolean isWaiting() throws IOException {
        return servers().isEmpty();
    }

    @Override
    public HookSession open() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path file : segments.list()) {
            if (server(file).isPresent()) {
                files.add(file);
            }
        }
        if (files.size() != 1) {
            throw new IllegalStateException(unavailableReason()
                    .orElse("servers come and go while they are counted; try again"));
        }
        return Attachment.open(files);
    }

    private List<SegmentView> servers() throws IOException {
        List<SegmentView> servers = new ArrayList<>();
        for (Path file : segments.list()) {
            server(file).ifPresent(servers::add);
        }
        return servers;
    }

    /** The view of a server's segment; empty for other processes, and one that goes away meanwhile. */
    private static Optional<SegmentView> server(Path file) throws IOException {
        try {
            return Optional.of(SegmentView.open(file)).filter(v -> v.title().equals(TITLE));
        } catch (SegmentException | NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
