package dev.fxprof.export.fxserver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A recording with the functions that its scopes stand for, which adds up what they take while it weaves
 * them in. The function that opens a scope ends within it.
 */
final class DetailedServer {
    private static final class Open {
        final String name;
        final long start;
        long inner;

        Open(String name, long start) {
            this.name = name;
            this.start = start;
        }
    }

    final ServerRecording recording = new ServerRecording();
    /** Microseconds by resource and function. */
    final Map<String, Long> selves = new HashMap<>();
    private final Map<String, Integer> threads = new HashMap<>();
    private final Map<String, Deque<Open>> open = new HashMap<>();

    DetailedServer(ServerRecording plain) {
        Deque<String> scopes = new ArrayDeque<>();
        long before = 0;
        for (ServerRecording.Event event : plain.events) {
            String owner = owner(event.where());
            if (event.what() == 3 && owner != null) {
                enter(owner, "open", before);
                copy(event);
                exit(owner, event.when());
                enter(owner, "run", event.when());
            } else if (event.what() == 4 && !scopes.peek().isEmpty()) {
                exit(scopes.peek(), event.when());
                copy(event);
            } else {
                copy(event);
            }
            if (event.what() == 1 || event.what() == 3) {
                scopes.push(owner == null ? "" : owner);
            } else if (event.what() == 2 || event.what() == 4) {
                scopes.pop();
            }
            before = event.when();
        }
    }

    /** The resource of the file that a scope names, or null. */
    private static String owner(String scope) {
        int at = scope.indexOf('@');
        return at < 0 ? null : scope.substring(at + 1, scope.indexOf('/', at));
    }

    private void copy(ServerRecording.Event event) {
        recording.at(event.when()).add(event.who(), event.what(), event.where(), event.why(),
                event.much());
    }

    private int thread(String resource) {
        int thread = threads.computeIfAbsent(resource, _ -> 3 + threads.size());
        recording.thread(thread, resource);
        return thread;
    }

    private void enter(String resource, String name, long micros) {
        recording.at(micros).function(thread(resource),
                name + " (@" + resource + "/server/f.lua:3)", 0);
        open.computeIfAbsent(resource, _ -> new ArrayDeque<>()).push(new Open(name, micros));
    }

    private void exit(String resource, long micros) {
        recording.at(micros).exitFunction(thread(resource));
        Deque<Open> stack = open.get(resource);
        Open over = stack.pop();
        long took = micros - over.start;
        selves.merge(resource + "/" + over.name, took - over.inner, Long::sum);
        if (!stack.isEmpty()) {
            stack.peek().inner += took;
        }
    }
}
