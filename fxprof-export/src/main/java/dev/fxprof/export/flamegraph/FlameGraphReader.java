package dev.fxprof.export.flamegraph;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the stacks that a flame graph of ours carries. A file that was cut off within them is refused:
 * sums that lack a part look like sums that do not. The drawing behind them is not looked at.
 */
public final class FlameGraphReader implements TraceReader {
    private static final String DATA = "metadata";
    private static final int LONGEST = 1 << 24;

    /** Made by the service loader. */
    public FlameGraphReader() {
    }

    @Override
    public String format() {
        return "flamegraph";
    }

    @Override
    public boolean recognises(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        return text.stripLeading().startsWith("<") && text.contains("<svg");
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        try (CaptureBuilder builder = new CaptureBuilder(format());
                Reader in = new InputStreamReader(source.open(), StandardCharsets.UTF_8)) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                read(source, xml, builder);
            } finally {
                xml.close();
            }
            return builder.build();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException cause) {
                throw cause;
            }
            throw MalformedTraceException.at(source, -1, "line " + line(e)
                    + ": the file is cut off or damaged; expected the stacks of a flame graph");
        }
    }

    private static int line(XMLStreamException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
    }

    private static void read(TraceSource source, XMLStreamReader xml, CaptureBuilder builder)
            throws IOException, XMLStreamException {
        String format = null;
        while (format == null && xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(DATA)) {
                format = xml.getAttributeValue(null, "data-format");
            }
        }
        if (format == null || !format.equals("collapsed")) {
            throw MalformedTraceException.at(source, -1, "differential".equals(format)
                    ? "the flame graph compares two recordings; expected that of one"
                    : "the drawing carries no stacks; expected a flame graph that fxprof wrote");
        }
        String total = xml.getAttributeValue(null, "data-total");
        long found = stacks(source, xml, builder);
        if (!Long.toString(found).equals(total)) {
            throw MalformedTraceException.at(source, -1, "the stacks of the flame graph take "
                    + found + " ns, expected " + total);
        }
    }

    private static long stacks(TraceSource source, XMLStreamReader xml, CaptureBuilder builder)
            throws IOException, XMLStreamException {
        StackLines lines = new StackLines(builder, problem -> MalformedTraceException.at(source, -1,
                "line " + xml.getLocation().getLineNumber() + ": " + problem));
        StringBuilder line = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (!xml.isCharacters()) {
                continue;
            }
            char[] text = xml.getTextCharacters();
            int end = xml.getTextStart() + xml.getTextLength();
            for (int i = xml.getTextStart(); i < end; i++) {
                if (text[i] == '\n') {
                    lines.take(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST) {
                    line.append(text[i]);
                }
            }
        }
        lines.take(line.toString());
        lines.finish();
        return lines.total();
    }
}
