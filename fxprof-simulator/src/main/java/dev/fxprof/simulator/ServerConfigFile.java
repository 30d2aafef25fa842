package dev.fxprof.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server.cfg says about resources and console variables; everything else in it is for a real
 * server and left alone.
 *
 * @param ensured resources and {@code [categories]} to start, in order
 * @param convars console variables
 */
record ServerConfigFile(List<String> ensured, Map<String, String> convars) {
    private static final Pattern WORD = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+)");
    private static final int MOST_FILES = 64;

    /**
     * Reads a file and those that it executes.
     *
     * @throws IOException if one cannot be read; the sentence names it
     */
    static ServerConfigFile read(Path file) throws IOException {
        ServerConfigFile config = new ServerConfigFile(new ArrayList<>(), new LinkedHashMap<>());
        config.execute(file, file.toAbsolutePath().getParent(), new int[1]);
        return config;
    }

    private void execute(Path file, Path root, int[] files) throws IOException {
        if (++files[0] > MOST_FILES) {
            throw new InvalidInputException(file + ": more than " + MOST_FILES
                    + " files are executed; does one execute itself?");
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read as text: "
                    + (Files.exists(file) ? e.getMessage() : "there is no such file"), e);
        }
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = words(lines.get(i));
            if (words.isEmpty()) {
                continue;
            }
            String at = file + ":" + (i + 1) + ": ";
            switch (words.getFirst().toLowerCase(Locale.ROOT)) {
                case "ensure", "start", "restart" -> ensured.add(argument(words, 1, at));
                case "stop" -> ensured.remove(argument(words, 1, at));
                case "set", "sets", "setr", "seta" -> convars.put(argument(words, 1, at),
                        argument(words, 2, at));
                case "exec" -> execute(root.resolve(argument(words, 1, at)), root, files);
                default -> bare(words);
            }
        }
    }

    /** A line such as {@code sv_maxclients 48} sets a variable, too. */
    private void bare(List<String> words) {
        if (words.size() == 2 && words.getFirst().startsWith("sv_")) {
            convars.put(words.getFirst(), words.get(1));
        }
    }

    private static String argument(List<String> words, int i, String at) throws IOException {
        if (words.size() <= i) {
            throw new InvalidInputException(at + words.getFirst() + " expects " + (i == 1
                    ? "a name"
                    : "a name and a value"));
        }
        return words.get(i);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String bare = word.group(2);
            if (bare != null && (bare.startsWith("#") || bare.startsWith("//"))) {
                break;
            }
            words.add(bare != null ? bare : word.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return words;
    }
}
