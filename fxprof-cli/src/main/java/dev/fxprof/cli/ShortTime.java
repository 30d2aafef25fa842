package dev.fxprof.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration such as 20ms, 1.5ms, 500us or 2s; nanoseconds. */
final class ShortTime implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|µs|ms|s)");

    @Override
    public Long convert(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + value + "' is not a duration; expected such as 20ms, 500us or 2s");
        }
        int zeros = switch (matcher.group(2)) {
            case "s" -> 9;
            case "ms" -> 6;
            default -> 3;
        };
        return new BigDecimal(matcher.group(1)).scaleByPowerOfTen(zeros).longValue();
    }
}
