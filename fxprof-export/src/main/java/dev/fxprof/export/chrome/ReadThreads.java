package dev.fxprof.export.chrome;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.util.HashMap;
import java.util.Map;

/** Threads by the numbers of their process and their own; their names may come at any time. */
final class ReadThreads {
    /** Marks a symbol that stands where a number should. */
    static final long TEXT = 1L << 62;

    /** Processes beyond this keep no name. */
    private static final int MOST_PROCESSES = 1 << 16;
    private static final int LONGEST_NAME = 256;

    private final CaptureBuilder builder;
    private final Symbols symbols;
    private final Map<Id, Thread> threads = new HashMap<>();
    private final Map<Long, Integer> processes = new HashMap<>();
    /** The one that the last event was of; at first none that can be. */
    private Thread last = new Thread(new Id(ChromeEvent.MISSING, ChromeEvent.MISSING), null);

    private record Id(long process, long thread) {}

    private static final class Thread {
        final Id id;
        final ReadTrack track;
        int name;

        Thread(Id id, ReadTrack track) {
            this.id = id;
            this.track = track;
        }
    }

    ReadThreads(CaptureBuilder builder, Symbols symbols) {
        this.builder = builder;
        this.symbols = symbols;
    }

    /** Track of the thread that an event is of. */
    ReadTrack of(ChromeEvent event) throws MalformedTraceException {
        return thread(event).track;
    }

    private Thread thread(ChromeEvent event) throws MalformedTraceException {
        long process = process(event);
        long thread = event.tid == ChromeEvent.MISSING ? process : event.tid;
        if (last.id.process != process || last.id.thread != thread) {
            Id id = new Id(process, thread);
            Thread known = threads.get(id);
            if (known == null) {
                known = new Thread(id, builder.track(""));
                threads.put(id, known);
            }
            last = known;
        }
        return last;
    }

    /** Process that an event is of, 0 where it names none. */
    static long process(ChromeEvent event) {
        return event.pid == ChromeEvent.MISSING ? 0 : event.pid;
    }

    /** Names the thread that an event is of. */
    void name(ChromeEvent event, int symbol) throws MalformedTraceException {
        thread(event).name = symbol;
    }

    /** Names the process that an event is of. */
    void nameProcess(ChromeEvent event, int symbol) {
        long process = process(event);
        if (processes.size() < MOST_PROCESSES || processes.containsKey(process)) {
            processes.put(process, symbol);
        }
    }

    /** Name of a process. */
    String processName(long process) {
        return cut(symbols.text(processes.getOrDefault(process, Symbols.NONE)), "process", process);
    }

    /** Gives the tracks their names, once all are known. */
    void finish() {
        boolean several = threads.keySet().stream().mapToLong(Id::process).distinct()
                .limit(2).count() > 1;
        for (Thread thread : threads.values()) {
            String name = cut(symbols.text(thread.name), "thread", thread.id.thread);
            thread.track.rename(several ? processName(thread.id.process) + ": " + name : name);
        }
        if (!several) {
            threads.keySet().stream().findAny().map(Id::process)
                    .or(() -> processes.keySet().stream().findFirst())
                    .filter(processes::containsKey)
                    .ifPresent(process -> builder.processName(processName(process)));
        }
    }

    /** A name that is neither too long nor missing. */
    private String cut(String name, String kind, long number) {
        if (!name.isEmpty()) {
            int end = Math.min(LONGEST_NAME, name.length());
            return name.substring(0,
                    Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end);
        }
        return (number & TEXT) != 0 && number > 0
                ? cut(symbols.text((int) number), kind, 0)
                : kind + " " + number;
    }
}
