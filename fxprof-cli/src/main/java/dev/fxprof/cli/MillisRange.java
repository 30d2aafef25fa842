package dev.fxprof.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Milliseconds from - to.
 *
 * @param least shortest
 * @param most longest
 */
record MillisRange(int least, int most) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<MillisRange> {
        @Override
        public MillisRange convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value
                        + "' is not a range of milliseconds; expected such as 60-300");
            }
            return new MillisRange(Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)));
        }
    }
}
