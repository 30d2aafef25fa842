package dev.fxprof.lua.luaj;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The formats of os.date, in UTC and the C locale. */
final class Dates {
    private Dates() {
    }

    static LuaTable table(LocalDateTime time) {
        LuaTable t = new LuaTable(0, 9);
        t.rawset("year", LuaValue.valueOf(time.getYear()));
        t.rawset("month", LuaValue.valueOf(time.getMonthValue()));
        t.rawset("day", LuaValue.valueOf(time.getDayOfMonth()));
        t.rawset("hour", LuaValue.valueOf(time.getHour()));
        t.rawset("min", LuaValue.valueOf(time.getMinute()));
        t.rawset("sec", LuaValue.valueOf(time.getSecond()));
        t.rawset("wday", LuaValue.valueOf(time.getDayOfWeek().getValue() % 7 + 1));
        t.rawset("yday", LuaValue.valueOf(time.getDayOfYear()));
        t.rawset("isdst", LuaValue.FALSE);
        return t;
    }

    static String format(String pattern, LocalDateTime time) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%') {
                out.append(c);
            } else if (++i < pattern.length()) {
                out.append(conversion(pattern.charAt(i), time));
            } else {
                throw new LuaError("bad argument #1 to 'date' (invalid conversion '%')");
            }
        }
        return out.toString();
    }

    private static String conversion(char c, LocalDateTime time) {
        return switch (c) {
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'F' -> format("%Y-%m-%d", time);
            case 'R' -> format("%H:%M", time);
            case 'T', 'X' -> format("%H:%M:%S", time);
            case 'r' -> format("%I:%M:%S %p", time);
            case 'e' -> String.format("%2d", time.getDayOfMonth());
            case 'C' -> String.format("%02d", time.getYear() / 100);
            case 's' -> Long.toString(time.toEpochSecond(ZoneOffset.UTC));
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'z' -> "+0000";
            case 'Z' -> "UTC";
            case '%' -> "%";
            default -> DateTimeFormatter.ofPattern(pattern(c), Locale.ENGLISH).format(time);
        };
    }

    private static String pattern(char c) {
        return switch (c) {
            case 'a' -> "EEE";
            case 'A' -> "EEEE";
            case 'b', 'h' -> "MMM";
            case 'B' -> "MMMM";
            case 'd' -> "dd";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'j' -> "DDD";
            case 'm' -> "MM";
            case 'M' -> "mm";
            case 'p' -> "a";
            case 'S' -> "ss";
            case 'y' -> "yy";
            case 'Y' -> "yyyy";
            default -> throw new LuaError(
                    "bad argument #1 to 'date' (invalid conversion '%" + c + "')");
        };
    }
}
