package dev.fxprof.simulator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A file of statements, as the mysql client reads it. */
final class SqlScript {
    /** A statement without its delimiter, and the line of the file on which it begins. */
    record Statement(int line, String text) {}

    /** They name databases; a run has one of its own. */
    private static final Set<String> ABOUT_DATABASES = Set.of("use", "create database",
            "create schema", "alter database", "alter schema", "drop database", "drop schema");

    private SqlScript() {
    }

    /**
     * Whether a statement makes, changes, drops or chooses a database; by its first two words, also
     * in a comment of the kind that is executed.
     */
    static boolean isAboutDatabases(String sql) {
        List<String> words = new ArrayList<>();
        SqlLexer at = new SqlLexer(sql);
        while (words.size() < 2 && at.next()) {
            if (at.kind() == SqlLexer.Kind.WORD
                    && !at.piece().chars().allMatch(Character::isDigit)) {
                words.add(at.piece().toLowerCase(Locale.ROOT));
            }
        }
        return !words.isEmpty() && (ABOUT_DATABASES.contains(words.getFirst())
                || ABOUT_DATABASES.contains(String.join(" ", words)));
    }

    /** Splits a file at its delimiters, {@code ;} or what a {@code DELIMITER} line says. */
    static List<Statement> split(String file) {
        List<Statement> statements = new ArrayList<>();
        String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        String delimiter = ";";
        int begin = -1;
        int skipTo = 0;
        SqlLexer at = new SqlLexer(text);
        while (at.next()) {
            if (at.from() < skipTo || begin < 0 && isNothing(at)) {
                continue;
            }
            if (begin < 0 && at.isWord("delimiter")) {
                int end = text.indexOf('\n', at.from());
                skipTo = end < 0 ? text.length() : end;
                delimiter = text.substring(at.from() + "delimiter".length(), skipTo).strip();
            } else if (at.kind() != SqlLexer.Kind.STRING
                    && text.startsWith(delimiter, at.from())) {
                add(statements, text, begin, at.from());
                begin = -1;
                skipTo = at.from() + delimiter.length();
            } else if (begin < 0) {
                begin = at.from();
            }
        }
        add(statements, text, begin, text.length());
        return statements;
    }

    private static boolean isNothing(SqlLexer at) {
        return at.kind() == SqlLexer.Kind.SPACE || at.kind() == SqlLexer.Kind.COMMENT;
    }

    private static void add(List<Statement> to, String text, int begin, int end) {
        if (begin >= 0) {
            int line = 1 + (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
            to.add(new Statement(line, text.substring(begin, end).strip()));
        }
    }
}
