package dev.fxprof.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table of natives in a tab-separated text: id, name, result and namespace, then the id at the
 * client and the former names where a native has them.
 */
final class ServerNatives implements NativeNames {
    private static final String RESOURCE = "server-natives.tsv";
    private static final int GAME_ID = 4;
    private static final int FORMER_NAMES = 5;
    private static final Pattern WORD = Pattern.compile("_([a-z])");
    // A single letter stays as it is: the wrappers capitalise only where more follows.
    private static final Pattern FIRST = Pattern.compile("[A-Za-z](?=.)");

    private static volatile NativeNames chosen;

    private final Map<Long, Native> byHash;
    private final Map<String, Native> byName;
    private final List<Native> all;

    private ServerNatives(Map<Long, Native> byHash, Map<String, Native> byName, List<Native> all) {
        this.byHash = Map.copyOf(byHash);
        this.byName = Map.copyOf(byName);
        this.all = List.copyOf(all);
    }

    static NativeNames inUse() {
        NativeNames table = chosen;
        return table == null ? Holder.TABLE : table;
    }

    static void use(NativeNames table) {
        chosen = Objects.requireNonNull(table);
    }

    static ServerNatives read(Path file) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(file)) {
            return read(text, file.toString());
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(file + ": expected text in UTF-8", e);
        }
    }

    static String luaNameOf(String declared) {
        String name = declared.toLowerCase(Locale.ROOT).replace("0x", "n_0x");
        name = WORD.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
        return FIRST.matcher(name)
                .replaceFirst(letter -> letter.group().toUpperCase(Locale.ROOT));
    }

    /** Reads a table; the text is named in what is thrown. */
    static ServerNatives read(BufferedReader text, String source) throws IOException {
        Builder builder = new Builder(source);
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            builder.line(line);
        }
        return builder.build();
    }

    @Override
    public Optional<Native> byHash(long hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    @Override
    public Optional<Native> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public Collection<Native> all() {
        return all;
    }

    private static final class Holder {
        static final NativeNames TABLE = load();

        private static NativeNames load() {
            try (InputStream bytes = ServerNatives.class.getResourceAsStream(RESOURCE)) {
                if (bytes == null) {
                    throw new IllegalStateException(
                            RESOURCE + " is missing from the installation of fxprof");
                }
                return read(new BufferedReader(
                        new InputStreamReader(bytes, StandardCharsets.UTF_8)), RESOURCE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Builder {
        private final String source;
        private final Map<Long, Native> byHash = new HashMap<>();
        private final Map<String, Native> byName = new HashMap<>();
        private final Map<String, Native> formerNames = new HashMap<>();
        private final List<Native> all = new ArrayList<>();
        private int lineNumber;

        Builder(String source) {
            this.source = source;
        }

        void line(String line) {
            lineNumber++;
            if (line.startsWith("#") || line.isEmpty()) {
                return;
            }
            String[] fields = line.split("\t", -1);
            if (fields.length < GAME_ID || fields.length > FORMER_NAMES + 1
                    || fields[2].length() != 1) {
                throw expected("id, name, result and namespace, separated by tabs");
            }
            Native found;
            try {
                found = new Native(id(fields[0]), fields[1], NativeNames.luaName(fields[1]),
                        fields[3], fields[2].charAt(0));
            } catch (IllegalArgumentException e) {
                throw expected("a native (" + e.getMessage() + ")");
            }
            all.add(found);
            put(byHash, found.hash(), found);
            put(byName, found.name(), found);
            if (!found.luaName().equals(found.name())) {
                put(byName, found.luaName(), found);
            }
            if (fields.length > GAME_ID && !fields[GAME_ID].isEmpty()) {
                put(byHash, id(fields[GAME_ID]), found);
            }
            if (fields.length > FORMER_NAMES) {
                for (String former : fields[FORMER_NAMES].split(",")) {
                    formerNames.putIfAbsent(former, found);
                    formerNames.putIfAbsent(NativeNames.luaName(former), found);
                }
            }
        }

        // A former name never hides a native that bears it today.
        ServerNatives build() {
            formerNames.forEach(byName::putIfAbsent);
            return new ServerNatives(byHash, byName, all);
        }

        private <K> void put(Map<K, Native> index, K key, Native value) {
            if (index.put(key, value) != null) {
                throw expected("each id and each name once");
            }
        }

        private long id(String text) {
            if (!text.startsWith("0x")) {
                throw expected("an id of the form 0x1A2B3C4D");
            }
            try {
                return Long.parseUnsignedLong(text, 2, text.length(), 16);
            } catch (NumberFormatException e) {
                throw expected("an id of the form 0x1A2B3C4D");
            }
        }

        private IllegalStateException expected(String what) {
            return new IllegalStateException(source + ":" + lineNumber + ": expected " + what);
        }
    }
}
