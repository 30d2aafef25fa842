package dev.fxprof.bench.queue;

/**
 * What a record carries. All fields are made from the record's number, so the sum over many
 * records is known beforehand.
 */
public enum RecordShape {
    /** The nine fields of a span record: four longs and five ints, 64 bytes with the overhead. */
    FULL(9, 16),
    /** Two longs and two ints: 32 bytes with the overhead. */
    COMPACT(4, 2),
    /** One shared object: nothing but a reference travels. */
    REFERENCE(0, 1);

    /** Property of a fork that selects the size: 64 or 32. */
    public static final String PROPERTY = "fxprof.bench.record";

    /**
     * Static, so that the compiler sees one size only and no queue pays for the choice.
     */
    static final boolean IS_COMPACT = Integer.getInteger(PROPERTY, 64) == 32;

    /** Numbers wrap here: a number, shifted beside six flag bits, must fit into an int. */
    static final long NUMBERS = 1L << 26;

    private final long perNumber;
    private final long perRecord;

    RecordShape(long perNumber, long perRecord) {
        this.perNumber = perNumber;
        this.perRecord = perRecord;
    }

    /** Sum of all fields of consecutive records. */
    long sum(long first, long count) {
        return perNumber * (count * first + count * (count - 1) / 2) + perRecord * count;
    }
}
