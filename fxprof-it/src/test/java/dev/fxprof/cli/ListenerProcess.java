package dev.fxprof.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What listens for a server's tasks, as a process that can be killed. */
public final class ListenerProcess {
    private ListenerProcess() {
    }

    /**
     * Listens until it is ended.
     *
     * @param args port, and folder of the resource fxprof
     * @throws IOException if it cannot listen
     */
    public static void main(String[] args) throws IOException {
        try (Interruption interruption = new Interruption();
                ServerListener _ = ServerListener.open(Integer.parseInt(args[0]), null,
                        Path.of(args[1]), bytes -> bytes.length)) {
            while (!interruption.isRequested()) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
