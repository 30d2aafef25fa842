package dev.fxprof.cli;

import dev.fxprof.hooks.lua.http.AsyncRoutes;
import dev.fxprof.hooks.lua.http.FrameSink;
import dev.fxprof.hooks.lua.http.Receiver;
import dev.fxprof.hooks.lua.http.Token;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.LiveSegments;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.scheduler.AsyncSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What {@code --http} adds to a recording of a server: it takes frames and runs tasks. What the workers
 * do is published like any process's spans, for {@code record} and {@code top}.
 */
final class ServerListener implements AutoCloseable {
    private static final String TOKEN = "TOKEN";

    private final Receiver receiver;
    private final AsyncRoutes routes;
    private final ServerTasks tasks;
    private final Recording recording;
    private final LiveSegments live;

    private ServerListener(Receiver receiver, AsyncRoutes routes, ServerTasks tasks,
            Recording recording, LiveSegments live) {
        this.receiver = receiver;
        this.routes = routes;
        this.tasks = tasks;
        this.recording = recording;
        this.live = live;
    }

    /**
     * Begins to listen.
     *
     * @param port of the loopback address, 0 for any that is free
     * @param tokenFile holds the token, or null to make one and leave it in the folder
     * @param folder of the resource {@code fxprof}
     * @param frames takes frames
     * @return to be closed at the end
     * @throws CommandFailure if the port or the token cannot be had
     * @throws IOException if the segment cannot be made
     */
    static ServerListener open(int port, Path tokenFile, Path folder, FrameSink frames)
            throws IOException {
        Receiver receiver;
        try {
            receiver = Receiver.open(port, token(tokenFile, folder));
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "--http: " + e.getMessage());
        }
        int workers = AsyncSettings.defaultWorkers();
        RecordingOptions usual = RecordingOptions.DEFAULT;
        LiveSegments live = LiveSegments.ofUser();
        Recording recording = Recording.publish(live.ownFile(), "fxprof async",
                new RecordingOptions(true, usual.ringSlots(), usual.flushMillis(),
                        usual.batchSize(), 1 + workers, Clocks.AUTO));
        ServerTasks tasks = ServerTasks.open(workers, recording,
                (resource, line) -> System.err
                        .println(Terminal.safe("[task:" + resource + "] " + line)));
        receiver.route(FrameSink.PATH, frames.route());
        AsyncRoutes routes = AsyncRoutes.on(receiver, tasks);
        receiver.start();
        System.err.println("fxprof: listening on 127.0.0.1:" + receiver.port());
        return new ServerListener(receiver, routes, tasks, recording, live);
    }

    private static Token token(Path chosen, Path folder) throws IOException {
        if (chosen == null) {
            return write(folder.resolve(TOKEN));
        }
        try {
            return Token.read(chosen);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--token-file: " + e.getMessage());
        } catch (NoSuchFileException _) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--token-file: there is no file " + chosen);
        } catch (AccessDeniedException _) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    "--token-file: " + chosen + " cannot be read by this user");
        }
    }

    private static Token write(Path file) {
        try {
            return Token.write(file);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "--http: " + file
                    + " cannot be written (" + e.getClass().getSimpleName() + "): expected the "
                    + "folder of the resource fxprof, or --token-file F");
        }
    }

    /** Ends what waits, then the tasks. */
    @Override
    public void close() throws IOException {
        routes.release();
        receiver.close();
        routes.close();
        tasks.close();
        recording.close();
        live.unregister();
    }
}
