package dev.fxprof.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share such as 1% or 0.5. */
final class Percentage implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            double value = Double.parseDouble(number);
            if (value > 0 && value <= 100) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The sentence below says what was expected.
        }
        throw new TypeConversionException(
                "'" + text + "' is not a share; expected above 0 to 100 percent, such as 1%");
    }
}
