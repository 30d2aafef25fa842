package dev.fxprof.api;

/**
 * The sites of one capture.
 *
 * <p>Guarantees: an id, once given, always resolves to the same site; equal arguments give the
 * same id. Threads may intern and resolve at the same time.
 */
public interface SiteTable {
    /** Name of the site that stands in for the rest once a resource has used up its share. */
    String OTHER = "(other)";

    /**
     * Returns the id of a site, adding it if it is new. Names are cut to 128 bytes of UTF-8; beyond
     * 4,096 sites a resource gets the site {@value #OTHER}, and the overflow is counted.
     *
     * @param resource resource that is billed
     * @param runtime where the code runs
     * @param kind what its spans stand for
     * @param name name as a viewer shall show it
     * @param file source, or an empty string
     * @param line first line, or 0
     * @return the id, 1 or more
     */
    int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name, String file,
            int line);

    /**
     * Resolves an id.
     *
     * @param id an id that {@link #intern} returned
     * @return its site
     * @throws IndexOutOfBoundsException if no site has that id
     */
    Site site(int id);

    /**
     * How many sites there are.
     *
     * @return the highest id given so far
     */
    int size();

    /**
     * How many names were folded into {@value #OTHER}.
     *
     * @return count of calls to {@link #intern} that overflowed
     */
    long overflowed();
}
