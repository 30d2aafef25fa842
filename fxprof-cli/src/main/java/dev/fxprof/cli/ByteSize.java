package dev.fxprof.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes such as 64M or 2G, in powers of 1,024. */
final class ByteSize implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,11})([KMG]?)");

    @Override
    public Long convert(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value
                    + "' is not a size; expected bytes with K, M or G such as 512M or 2G");
        }
        int shift = " KMG".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2)) * 10;
        return Long.parseLong(matcher.group(1)) << shift;
    }
}
