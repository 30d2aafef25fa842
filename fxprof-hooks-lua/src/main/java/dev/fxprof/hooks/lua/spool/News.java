package dev.fxprof.hooks.lua.spool;

import java.util.ArrayList;
import java.util.List;

/**
 * Sentences for a person, until somebody asks for them.
 *
 * <p>Guarantees: any thread may call; memory is bounded, and what finds no room is counted.
 */
public final class News {
    private static final int MOST = 64;

    private final List<String> sentences = new ArrayList<>();
    private long more;

    /** Starts with nothing to say. */
    public News() {
        // The lists above are all there is to it.
    }

    /**
     * Adds a sentence.
     *
     * @param sentence without a full stop
     */
    public synchronized void say(String sentence) {
        if (sentences.size() < MOST) {
            sentences.add(sentence);
        } else {
            more++;
        }
    }

    /**
     * Gives what there is to say and forgets it.
     *
     * @return sentences, oldest first
     */
    public synchronized List<String> take() {
        List<String> taken = new ArrayList<>(sentences);
        if (more > 0) {
            taken.add("… and " + more + " sentences more of this kind");
        }
        sentences.clear();
        more = 0;
        return taken;
    }
}
