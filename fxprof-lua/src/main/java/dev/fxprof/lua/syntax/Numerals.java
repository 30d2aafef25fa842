package dev.fxprof.lua.syntax;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** The numbers of Lua 5.4. */
final class Numerals {
    private static final Pattern DECIMAL = Pattern
            .compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile(
            "0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?\\d+)?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern HEX_DIGITS = Pattern.compile("0[xX][0-9a-fA-F]+");
    private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

    private Numerals() {
    }

    /** Where the number that begins at a position ends, well formed or not. */
    static int end(String source, int start) {
        boolean hex = source.startsWith("0x", start) || source.startsWith("0X", start);
        int at = hex ? start + 2 : start;
        while (at < source.length()) {
            char c = source.charAt(at);
            char exponent = hex ? 'p' : 'e';
            if (Character.toLowerCase(c) == exponent) {
                at++;
                if (at < source.length() && "+-".indexOf(source.charAt(at)) >= 0) {
                    at++;
                }
            } else if (Lexer.isLetterOrDigit(c) || c == '.') {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    static boolean isWellFormed(String numeral) {
        return plain(numeral) || DECIMAL.matcher(numeral).matches()
                || HEXADECIMAL.matcher(numeral).matches();
    }

    /** Nearly all numbers are: only digits. */
    private static boolean plain(String numeral) {
        for (int i = 0; i < numeral.length(); i++) {
            if (!Lexer.isDigit(numeral.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is an integer that a double does not hold: one of more than 53 bits. */
    static boolean needsInteger(String numeral) {
        if (numeral.length() < 14) {
            return false;
        }
        if (HEX_DIGITS.matcher(numeral).matches()) {
            return new BigInteger(numeral.substring(2), 16).compareTo(EXACT) > 0;
        }
        if (!DIGITS.matcher(numeral).matches()) {
            return false;
        }
        BigInteger value = new BigInteger(numeral);
        // Beyond 63 bits it is a float in Lua 5.4 too.
        return value.compareTo(EXACT) > 0 && value.bitLength() <= 63;
    }
}
