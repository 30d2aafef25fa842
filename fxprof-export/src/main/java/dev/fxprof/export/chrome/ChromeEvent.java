package dev.fxprof.export.chrome;

import java.util.Arrays;

/** The members of one event that mean something; texts by their {@linkplain Symbols symbols}. */
final class ChromeEvent {
    /** A member that is no number; one that is not there is 0, or this where 0 has a meaning. */
    static final long MISSING = Decimal.MISSING;

    int phase;
    int name;
    int category;
    long nanos;
    long duration;
    long cpuDuration;
    /** Numbers as they are, texts as their symbols beside {@link ReadThreads#TEXT}. */
    long pid;
    long tid;
    /** What identifies an operation or a flow, as a hash, or 0. */
    long id;
    long scope;
    boolean isIdLocal;
    long bindId;
    boolean isFlowIn;
    boolean isFlowOut;
    boolean bindsEnclosing;

    final Arguments args = new Arguments();

    /** What stands in {@code args}. */
    static final class Arguments {
        int name;
        int resource;
        int runtime;
        int kind;
        int file;
        int line;
        int site;
        long span;
        long parent;
        long earlier;
        long fromSpan;
        long toSpan;
        long source;
        long calls;
        long records;
        long every;
        boolean isContinued;
        boolean isUnfinished;
        boolean isPlaceholder;
        boolean isCapture;
        private int[] names = new int[4];
        private double[] values = new double[4];
        int size;

        private void clear() {
            name = resource = runtime = kind = file = site = Symbols.NONE;
            line = 0;
            span = parent = earlier = fromSpan = toSpan = records = 0;
            source = calls = every = MISSING;
            isContinued = isUnfinished = isPlaceholder = isCapture = false;
            size = 0;
        }

        /** Takes any number by the name that it has. */
        void add(int symbol, double value) {
            if (size == names.length) {
                names = Arrays.copyOf(names, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            names[size] = symbol;
            values[size++] = value;
        }

        int nameOf(int i) {
            return names[i];
        }

        double value(int i) {
            return values[i];
        }
    }

    void clear() {
        phase = 0;
        name = category = Symbols.NONE;
        nanos = duration = cpuDuration = pid = tid = MISSING;
        id = scope = bindId = 0;
        isIdLocal = isFlowIn = isFlowOut = bindsEnclosing = false;
        args.clear();
    }
}
