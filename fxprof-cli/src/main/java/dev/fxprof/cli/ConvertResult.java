package dev.fxprof.cli;

import dev.fxprof.export.convert.Agreement;
import dev.fxprof.export.convert.CaptureDigest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a conversion, as text or as JSON.
 *
 * @param input the file that was read
 * @param output the file that was written
 * @param from format of the one
 * @param to format of the other
 * @param repairs what had to be repaired in the input, by kind
 * @param read what the input held
 * @param found what the output holds, or null if nobody looked or it cannot be read back
 * @param agreement how both compare, or null if nobody looked
 */
record ConvertResult(Path input, Path output, String from, String to, Map<String, Long> repairs,
        CaptureDigest read, CaptureDigest found, Agreement agreement) {
    int exitCode() {
        return agreement == null || agreement.isEqual() ? 0 : 1;
    }

    ObjectNode json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", "fxprof/convert/1").put("from", from).put("to", to)
                .put("file", output.toString());
        ObjectNode repaired = root.putObject("repairs");
        repairs.forEach(repaired::put);
        side(root.putObject("input").put("file", input.toString()), read);
        if (agreement != null) {
            if (found != null) {
                side(root.putObject("output").put("file", output.toString()), found);
            }
            ArrayNode compared = root.putArray("compared");
            agreement.compared().forEach(compared::add);
            root.put("equal", agreement.isEqual());
            ArrayNode differences = root.putArray("differences");
            agreement.differences().forEach(differences::add);
        }
        return root;
    }

    private static void side(ObjectNode to, CaptureDigest digest) {
        to.put("spans", digest.spans()).put("slices", digest.slices())
                .put("placeholders", digest.placeholders()).put("selfNanos", digest.selfNanos());
        ObjectNode totals = to.putObject("totalNanos");
        digest.totalNanos().forEach(totals::put);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%s (%s): %,d spans, %,d slices", input, from, read.spans(), read.slices());
        if (read.placeholders() > 0) {
            line(text, "  %,d parents were not recorded", read.placeholders());
        }
        repairs.forEach((kind, times) -> line(text, "  repaired or left out: %,d %s", times, kind));
        line(text, "%s (%s): written", output, to);
        if (agreement != null) {
            line(text, agreement.isEqual() ? "verified: equal in %s" : "NOT EQUAL in %s",
                    String.join(", ", agreement.compared()));
            agreement.differences().forEach(difference -> line(text, "  %s", difference));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
