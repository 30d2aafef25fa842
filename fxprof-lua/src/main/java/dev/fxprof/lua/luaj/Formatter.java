package dev.fxprof.lua.luaj;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One call of string.format, with the conversions of C. */
final class Formatter {
    private static final int WIDEST = 99;

    private final LuajVm vm;
    private final Varargs args;
    private final LuaString pattern;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;
    private int argument = 1;

    private boolean left;
    private boolean plus;
    private boolean space;
    private boolean alternate;
    private boolean zero;
    private int width;
    private int precision;

    Formatter(LuajVm vm, Varargs args) {
        this.vm = vm;
        this.args = args;
        this.pattern = args.checkstring(1);
    }

    LuaString format() {
        while (at < pattern.m_length) {
            int c = pattern.luaByte(at++);
            if (c != '%') {
                out.write(c);
            } else if (at < pattern.m_length && pattern.luaByte(at) == '%') {
                out.write('%');
                at++;
            } else {
                directive();
            }
        }
        return LuaString.valueUsing(out.toByteArray());
    }

    private int next() {
        return at < pattern.m_length ? pattern.luaByte(at) : -1;
    }

    private void directive() {
        left = plus = space = alternate = zero = false;
        for (boolean more = true; more;) {
            switch (next()) {
                case '-' -> left = true;
                case '+' -> plus = true;
                case ' ' -> space = true;
                case '#' -> alternate = true;
                case '0' -> zero = true;
                default -> more = false;
            }
            at += more ? 1 : 0;
        }
        width = number();
        precision = -1;
        if (next() == '.') {
            at++;
            precision = number();
        }
        convert(next());
        at++;
    }

    private int number() {
        int n = 0;
        while (next() >= '0' && next() <= '9') {
            n = n * 10 + next() - '0';
            if (n > WIDEST) {
                throw new LuaError("invalid format (width or precision too long)");
            }
            at++;
        }
        return n;
    }

    private void convert(int conversion) {
        argument++;
        switch (conversion) {
            case 'd', 'i' -> integer(checkInteger());
            case 'u' -> integer(checkInteger());
            case 'x' -> unsigned(Long.toHexString(checkInteger()), "0x");
            case 'X' -> unsigned(Long.toHexString(checkInteger()).toUpperCase(Locale.ROOT), "0X");
            case 'o' -> unsigned(Long.toOctalString(checkInteger()), "0");
            case 'c' -> pad(new byte[]{(byte) checkInteger()});
            case 'e', 'E', 'f', 'F', 'g', 'G', 'a', 'A' -> real(checkNumber(), (char) conversion);
            case 's' -> string();
            case 'q' -> quoted(args.arg(argument));
            case 'p' -> pad(pointer(checkAny()).getBytes(StandardCharsets.UTF_8));
            default -> throw new LuaError("invalid conversion '%"
                    + (conversion < 0 ? "" : String.valueOf((char) conversion)) + "' to 'format'");
        }
    }

    private LuaValue checkAny() {
        if (argument > args.narg()) {
            throw bad("value expected, got no value");
        }
        return args.arg(argument);
    }

    private LuaError bad(String what) {
        return new LuaError("bad argument #" + argument + " to 'format' (" + what + ")");
    }

    private double checkNumber() {
        LuaValue value = args.arg(argument);
        LuaValue number = value.tonumber();
        if (number.isnil()) {
            throw bad("number expected, got "
                    + (argument > args.narg() ? "no value" : value.typename()));
        }
        return number.todouble();
    }

    private long checkInteger() {
        double value = checkNumber();
        if (value != Math.rint(value) || Double.isInfinite(value)) {
            throw bad("number has no integer representation");
        }
        return (long) value;
    }

    private String pointer(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TTABLE, LuaValue.TFUNCTION, LuaValue.TTHREAD, LuaValue.TUSERDATA ->
                vm.addresses.address(value);
            default -> "(null)";
        };
    }

    private void integer(long value) {
        String digits = value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
        digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        if (precision == 0 && value == 0) {
            digits = "";
        }
        padNumber(sign(value < 0), digits, precision < 0);
    }

    private void unsigned(String digits, String prefix) {
        String padded = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        padNumber(alternate ? prefix : "", padded, precision < 0);
    }

    private String sign(boolean negative) {
        return negative ? "-" : plus ? "+" : space ? " " : "";
    }

    private void real(double value, char conversion) {
        boolean negative = value < 0 || value == 0 && 1 / value < 0;
        String special = Text.special(Math.abs(value));
        if (special != null) {
            padNumber(sign(negative), special, false);
            return;
        }
        int digits = precision < 0 ? 6 : precision;
        double size = Math.abs(value);
        String text = switch (conversion) {
            case 'f', 'F' -> Text.fixed(size, digits);
            case 'g', 'G' -> Text.general(size, digits, alternate, conversion);
            case 'a', 'A' -> Double.toHexString(size);
            case 'E' -> Text.scientific(size, digits).toUpperCase(Locale.ROOT);
            default -> Text.scientific(size, digits);
        };
        padNumber(sign(negative), text, true);
    }

    private void padNumber(String sign, String digits, boolean zeros) {
        int missing = width - sign.length() - digits.length();
        String body = zero && zeros && !left && missing > 0
                ? sign + "0".repeat(missing) + digits
                : sign + digits;
        pad(body.getBytes(StandardCharsets.UTF_8));
    }

    private void pad(byte[] body) {
        int missing = Math.max(0, width - body.length);
        if (!left) {
            out.writeBytes(" ".repeat(missing).getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(body);
        if (left) {
            out.writeBytes(" ".repeat(missing).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void string() {
        LuaValue text = vm.addresses.tostring(checkAny());
        byte[] bytes = text instanceof LuaString s
                ? Text.bytes(s)
                : Text.toJava(text).getBytes(StandardCharsets.UTF_8);
        if (precision >= 0 && precision < bytes.length) {
            bytes = Arrays.copyOf(bytes, precision);
        }
        pad(bytes);
    }

    private void quoted(LuaValue value) {
        if (!(value instanceof LuaString s)) {
            out.writeBytes(Text.toJava(vm.addresses.tostring(value))
                    .getBytes(StandardCharsets.UTF_8));
            return;
        }
        out.write('"');
        for (int i = 0; i < s.m_length; i++) {
            int c = s.luaByte(i);
            if (c == '"' || c == '\\' || c == '\n') {
                out.write('\\');
                out.write(c);
            } else if (c < ' ' || c == 127) {
                boolean digitFollows = i + 1 < s.m_length && s.luaByte(i + 1) >= '0'
                        && s.luaByte(i + 1) <= '9';
                String code = digitFollows ? String.format("\\%03d", c) : "\\" + c;
                out.writeBytes(code.getBytes(StandardCharsets.UTF_8));
            } else {
                out.write(c);
            }
        }
        out.write('"');
    }
}
