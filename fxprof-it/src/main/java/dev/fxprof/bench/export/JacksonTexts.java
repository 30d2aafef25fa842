package dev.fxprof.bench.export;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** What tuned users of Jackson's generator prepare. */
final class JacksonTexts {
    private JacksonTexts() {
    }

    /** A text that is encoded once. */
    static SerializableString encoded(String text) {
        SerializableString encoded = new SerializedString(text);
        encoded.asQuotedUTF8();
        encoded.asUnquotedUTF8();
        return encoded;
    }

    /** Nanoseconds as microseconds with three decimals, without a floating-point number. */
    static void micros(JsonGenerator json, char[] digits, long nanos) {
        int at = digits.length;
        long rest = nanos;
        for (int written = 0; rest > 0 || written < 5; written++) {
            if (written == 3) {
                digits[--at] = '.';
            } else {
                digits[--at] = (char) ('0' + rest % 10);
                rest /= 10;
            }
        }
        json.writeRawValue(digits, at, digits.length - at);
    }
}
