package dev.fxprof.simulator.sql;

/**
 * A statement that the database refused.
 *
 * @param resource whose statement it is
 * @param where file and line, or empty if that is not known
 * @param statement its beginning
 * @param reason what the database said
 * @param count how often
 */
public record RefusedStatement(String resource, String where, String statement, String reason,
        long count) {
    /**
     * As a sentence.
     *
     * @return where, what and why
     */
    @Override
    public String toString() {
        String at = where.isEmpty() ? resource : where;
        return at + ": refused " + (count == 1 ? "" : count + " times ") + "by the database: "
                + statement + ": " + reason;
    }
}
