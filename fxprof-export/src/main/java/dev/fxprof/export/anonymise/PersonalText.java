package dev.fxprof.export.anonymise;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what tells who someone is: identifiers of players are hashed, addresses and the names
 * of home folders are cut out.
 */
final class PersonalText {
    /** What a word must not go on with, so that no part of a longer one is taken. */
    private static final String START = "(?<![0-9A-Za-z])";
    private static final String END = "(?![0-9A-Za-z])";

    /**
     * Identifiers with the prefix that FXServer gives them. Names of events such as {@code live:update}
     * have the same prefixes, so the value decides.
     */
    private static final Pattern PREFIXED = Pattern.compile(START + "((?:license2?|steam):)"
            + "([0-9a-f]{8,}+)" + END + "|" + START + "((?:discord|fivem|xbl|live):)(\\d++)" + END,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIXED_ADDRESS = Pattern.compile(
            START + "(ip:)((?:\\d{1,3}\\.){3}\\d{1,3}" + END + "|[0-9a-f]*+:[0-9a-f:.]++)",
            Pattern.CASE_INSENSITIVE);
    /** Hardware tokens: a digit, a colon and a hash. */
    private static final Pattern TOKEN = Pattern.compile(START + "(\\d:)([0-9a-f]{32,}+)" + END,
            Pattern.CASE_INSENSITIVE);
    /** Identifiers without a prefix, as databases hold them: of Rockstar, Steam and Discord. */
    private static final Pattern BARE = Pattern.compile(START + "()([0-9a-f]{32,}+|"
            + "1100001[0-9a-f]{8}|7656119\\d{10}|\\d{17,20}+)" + END, Pattern.CASE_INSENSITIVE);

    private static final Pattern MAIL = Pattern.compile(
            "[^\\s@\"'<>;,:/\\\\()\\[\\]{}|=]++@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++");
    private static final Pattern HOME = Pattern.compile("((?:[\\\\/]|%2f|%5c)(?:users|home|"
            + "documents and settings)(?:[\\\\/]|%2f|%5c)++)"
            + "(?:[^\\\\/:\"'|<>%\\n\\r]++(?=[\\\\/%])|[^\\s\\\\/:\"'|<>%]++)",
            Pattern.CASE_INSENSITIVE);
    private static final String FOUR_BYTES = "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}"
            + "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?!\\d|\\.\\d)";
    private static final Pattern IPV4 = Pattern.compile("(?<![0-9.])" + FOUR_BYTES);
    private static final Pattern IPV6 = Pattern.compile("(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f:]*:"
            + FOUR_BYTES + "|[0-9A-Fa-f]*+:[0-9A-Fa-f]*+:[0-9A-Fa-f:]*+)"
            + "(?:%[0-9A-Za-z]++)?(?![0-9A-Za-z])");
    private static final int GROUPS = 8;

    private final IdentifierHash hash;

    PersonalText(IdentifierHash hash) {
        this.hash = hash;
    }

    /** The text without what is personal. */
    String clean(String text) {
        String clean = hashed(PREFIXED_ADDRESS, text);
        clean = hashed(PREFIXED, clean);
        clean = hashed(TOKEN, clean);
        clean = replaced(MAIL, clean, found -> "(mail)");
        clean = replaced(HOME, clean, found -> found.group(1) + "(user)");
        clean = replaced(IPV6, clean,
                found -> isAddress(found.group()) ? "(address)" : found.group());
        clean = replaced(IPV4, clean, found -> "(address)");
        return hashed(BARE, clean);
    }

    private String hashed(Pattern pattern, String text) {
        return replaced(pattern, text, found -> {
            int prefix = found.group(1) != null ? 1 : 3;
            return found.group(prefix) + hash.of(found.group(prefix + 1));
        });
    }

    private static String replaced(Pattern pattern, String text,
            Function<MatchResult, String> by) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
    }

    /** Whether a text of hexadecimal digits and colons is an IPv6 address, not a time or a scope. */
    private static boolean isAddress(String text) {
        String plain = text.replaceFirst("%.*", "");
        int gap = plain.indexOf("::");
        int groups = 0;
        for (String group : plain.split(":")) {
            if (group.contains(".")) {
                groups += 2;
            } else if (group.length() > 4) {
                return false;
            } else if (!group.isEmpty()) {
                groups++;
            }
        }
        return gap >= 0
                ? groups > 0 && groups < GROUPS && plain.indexOf("::", gap + 1) < 0
                : groups == GROUPS;
    }
}
