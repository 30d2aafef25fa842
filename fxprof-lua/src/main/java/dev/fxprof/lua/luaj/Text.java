package dev.fxprof.lua.luaj;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Text between Java and Lua, as UTF-8, and numbers as Lua writes them. */
final class Text {
    /** 2^63: whole numbers below it are written in full, as Lua 5.4 writes its integers. */
    private static final double LARGEST = 0x1p63;

    private Text() {
    }

    static LuaString toLua(String text) {
        return LuaString.valueUsing(text.getBytes(StandardCharsets.UTF_8));
    }

    static String toJava(LuaValue value) {
        if (value instanceof LuaString s) {
            return new String(s.m_bytes, s.m_offset, s.m_length, StandardCharsets.UTF_8);
        }
        return value.isnumber() ? number(value) : value.tojstring();
    }

    static byte[] bytes(LuaString s) {
        byte[] copy = new byte[s.m_length];
        System.arraycopy(s.m_bytes, s.m_offset, copy, 0, s.m_length);
        return copy;
    }

    /** A number as tostring gives it: whole, or with up to 14 significant digits. */
    static String number(LuaValue number) {
        if (number instanceof LuaInteger) {
            return number.tojstring();
        }
        double value = number.todouble();
        if (value == (long) value && Math.abs(value) < LARGEST) {
            return Long.toString((long) value);
        }
        return general(value, 14, false, 'g');
    }

    /** The conversion %.{precision}g of C. */
    static String general(double value, int precision, boolean keepZeros, char conversion) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        int digits = precision == 0 ? 1 : precision;
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        String scientific = scientific(value, digits - 1);
        int e = scientific.indexOf('e');
        int exponent = Integer.parseInt(scientific.substring(e + 1));
        String text;
        if (exponent < -4 || exponent >= digits) {
            text = trim(scientific.substring(0, e), keepZeros) + scientific.substring(e);
        } else {
            text = trim(fixed(value, digits - 1 - exponent), keepZeros);
        }
        return conversion == 'G' ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** The conversion %.{decimals}f of C: Java's own rounds the shortest decimal form instead. */
    static String fixed(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** The conversion %.{decimals}e of C, rounded as there. */
    static String scientific(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = rounded.unscaledValue().abs().toString();
        digits += "0".repeat(Math.max(0, decimals + 1 - digits.length()));
        return (value < 0 ? "-" : "") + digits.charAt(0)
                + (decimals > 0 ? "." + digits.substring(1, decimals + 1) : "") + "e"
                + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** inf and nan, or null for an ordinary number. */
    static String special(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return null;
    }

    private static String trim(String digits, boolean keepZeros) {
        if (keepZeros || digits.indexOf('.') < 0) {
            return digits;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
