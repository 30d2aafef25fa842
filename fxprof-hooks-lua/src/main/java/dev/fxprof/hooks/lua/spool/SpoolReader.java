package dev.fxprof.hooks.lua.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the spool in a folder, which need not exist yet, and the frames that come over HTTP.
 *
 * <p>Assumptions: one thread calls {@link #round} and {@link #close}. Only the collector writes and
 * deletes in the folder, and writes one session after the other.
 *
 * <p>Guarantees: only reads; each frame of a session comes once, in order; memory does not depend on
 * how much is spooled.
 */
public final class SpoolReader implements AutoCloseable {
    private static final long LISTING_NANOS = 200_000_000;

    private final Path folder;
    private final FrameConsumer to;
    private final News news;
    private final SpoolInbox inbox = new SpoolInbox();
    private final Deque<Session> sessions = new ArrayDeque<>();
    private final Map<Path, Session> files = new HashMap<>();
    private final Set<Long> begun = new HashSet<>();
    private final Set<Path> refused = new HashSet<>();
    private final Frame kept = new Frame();
    private final SpoolFile.Taker taker = new SpoolFile.Taker() {
        @Override
        public void frame(Frame frame) {
            fromFile(frame);
        }

        @Override
        public void damaged(String sentence) {
            news.say(sentence);
        }
    };
    private SpoolFile open;
    private Path openPath;
    private boolean announced;
    private long nextListing;
    private boolean listed;
    private volatile long lastNews = System.nanoTime();

    private static final class Session {
        final long id;
        final List<Path> waiting = new ArrayList<>();
        SessionInfo info = SessionInfo.UNKNOWN;
        long next;

        Session(long id) {
            this.id = id;
        }
    }

    /**
     * Will read a folder.
     *
     * @param folder the folder {@code spool}
     * @param to takes what is read
     * @param news takes sentences on what is damaged
     */
    public SpoolReader(Path folder, FrameConsumer to, News news) {
        this.folder = folder;
        this.to = to;
        this.news = news;
    }

    /**
     * Where frames may be handed in that come over HTTP.
     *
     * @return an inbox for any thread
     */
    public FrameInbox inbox() {
        return inbox;
    }

    /**
     * Since when nothing new has come.
     *
     * @return nanoseconds of the machine's monotonic clock
     */
    public long quietSince() {
        return lastNews;
    }

    /**
     * Takes what there is.
     *
     * @param chunks when to pause though there is more
     * @return whether there was anything
     * @throws IOException if a file cannot be read
     */
    public boolean round(int chunks) throws IOException {
        boolean any = false;
        boolean more = true;
        for (int i = 0; more && i < chunks; i++) {
            more = step();
            any |= more;
        }
        if (any) {
            lastNews = System.nanoTime();
        }
        return any;
    }

    private boolean step() throws IOException {
        list();
        Session session = sessions.peek();
        if (session == null) {
            return false;
        }
        if (!announced) {
            announced = true;
            to.begin(session.id);
        }
        boolean any = drainInbox(session);
        if (open == null && !openNext(session)) {
            return any || endIfReplaced(session);
        }
        boolean replaced = !session.waiting.isEmpty() || sessions.size() > 1;
        if (open.read(taker)) {
            inbox.taken(session.id, session.next);
            return true;
        }
        if (!replaced) {
            return any;
        }
        // The collector has gone on to another file, so this one does not grow any more.
        if (!open.finish(taker)) {
            closeFile();
        }
        return true;
    }

    private boolean endIfReplaced(Session session) {
        if (sessions.size() < 2) {
            return false;
        }
        to.end();
        inbox.forget(session.id);
        sessions.poll();
        announced = false;
        return true;
    }

    /**
     * Takes the last of all sessions as ended, since nobody will write it any more.
     *
     * @throws IOException if a file cannot be read
     */
    public void finish() throws IOException {
        listed = false;
        drain();
        while (open != null && open.finish(taker)) {
            drain();
        }
        if (announced) {
            announced = false;
            to.end();
            sessions.poll();
        }
    }

    private void drain() throws IOException {
        while (step()) {
            continue;
        }
    }

    private boolean drainInbox(Session session) {
        boolean any = false;
        while (inbox.poll(session.id, kept)) {
            take(kept);
            any = true;
        }
        return any;
    }

    private void fromFile(Frame frame) {
        Session session = sessions.peek();
        if (session.next != 0 && frame.sequence() > session.next) {
            drainInbox(session);
        }
        take(frame);
    }

    private void take(Frame frame) {
        Session session = sessions.peek();
        if (session.next == 0) {
            session.next = frame.sequence();
            if (frame.sequence() > 1) {
                to.missing(frame.sequence() - 1);
            }
        }
        if (frame.sequence() < session.next) {
            return;
        }
        if (frame.sequence() > session.next) {
            to.missing(frame.sequence() - session.next);
        }
        session.next = frame.sequence() + 1;
        to.frame(frame);
    }

    private boolean openNext(Session session) throws IOException {
        while (!session.waiting.isEmpty()) {
            Path file = session.waiting.getFirst();
            try {
                open = SpoolFile.open(file);
            } catch (NoSuchFileException e) {
                session.waiting.removeFirst();
                files.remove(file);
                continue;
            } catch (SpoolException e) {
                refuse(file, e.getMessage());
                session.waiting.removeFirst();
                continue;
            }
            if (open == null && session.waiting.size() == 1) {
                return false;
            }
            session.waiting.removeFirst();
            if (open != null) {
                openPath = file;
                return true;
            }
        }
        return false;
    }

    private void closeFile() throws IOException {
        open.close();
        open = null;
    }

    private void list() throws IOException {
        long now = System.nanoTime();
        if (listed && now - nextListing < 0) {
            return;
        }
        listed = true;
        nextListing = now + LISTING_NANOS;
        List<Session> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            Set<Path> there = look(found);
            files.keySet().removeIf(file -> !there.contains(file) && !file.equals(openPath));
            refused.retainAll(there);
        }
        found.sort((a, b) -> a.info.compareTo(b.info));
        for (long session : inbox.sessions()) {
            if (!begun.contains(session) && found.stream().noneMatch(one -> one.id == session)) {
                found.add(new Session(session));
            }
        }
        for (Session session : found) {
            begun.add(session.id);
            sessions.add(session);
        }
    }

    /** Finds files that are new and the sessions that begin with them; returns all files. */
    private Set<Path> look(List<Session> found) throws IOException {
        Set<Path> there = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.fxs")) {
            entries.forEach(there::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<Path> ordered = new ArrayList<>(there);
        ordered.sort(null);
        for (Path file : ordered) {
            if (!files.containsKey(file) && !refused.contains(file)) {
                place(file, found);
            }
        }
        return there;
    }

    private void place(Path file, List<Session> found) throws IOException {
        SessionInfo.Beginning beginning;
        try {
            beginning = SessionInfo.read(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (SpoolException e) {
            refuse(file, e.getMessage());
            return;
        }
        if (beginning == null) {
            return;
        }
        long id = beginning.header().session();
        Session session = find(id, found);
        if (session == null) {
            if (begun.contains(id)) {
                refuse(file, file + " belongs to a session that has ended; it is left out");
                return;
            }
            session = new Session(id);
            session.info = beginning.info();
            found.add(session);
        }
        session.waiting.add(file);
        files.put(file, session);
    }

    private Session find(long id, List<Session> found) {
        for (Session session : sessions) {
            if (session.id == id) {
                return session;
            }
        }
        return found.stream().filter(session -> session.id == id).findFirst().orElse(null);
    }

    private void refuse(Path file, String sentence) {
        refused.add(file);
        news.say(sentence);
    }

    /** Lets go of the open file. */
    @Override
    public void close() throws IOException {
        if (open != null) {
            closeFile();
        }
    }
}
