package dev.fxprof.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of server time: {@code 1200t}, {@code 90s}, {@code 90m} or {@code 4h}.
 *
 * @param amount how many, 1 or more
 * @param unit {@code t}, {@code s}, {@code m} or {@code h}
 */
record ServerTime(long amount, char unit) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([tsmh])");

    long ticks(int tickRate) {
        return switch (unit) {
            case 's' -> amount * tickRate;
            case 'm' -> amount * 60 * tickRate;
            case 'h' -> amount * 3600 * tickRate;
            default -> amount;
        };
    }

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<ServerTime> {
        @Override
        public ServerTime convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value
                        + "' is not a duration; expected ticks, seconds, minutes or hours of "
                        + "server time such as 1200t, 90s, 90m or 4h");
            }
            return new ServerTime(Long.parseLong(matcher.group(1)), matcher.group(2).charAt(0));
        }
    }
}
