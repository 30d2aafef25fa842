package dev.fxprof.export.report;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.flamegraph.FlameGraph;
import dev.fxprof.export.flamegraph.FlameGraphOptions;
import dev.fxprof.export.flamegraph.StackTotals;
import dev.fxprof.export.page.PageText;
import java.io.IOException;
import java.io.Writer;

/**
 * The report on a capture as one HTML page that needs nothing else: scripts, styles and figures are
 * inside it. A browser that heeds the page's content security policy runs only the scripts that this
 * class put there, and loads nothing from anywhere. Names stand in the page as JSON, never as HTML.
 */
public final class HtmlReport {
    /** Narrower frames are counted; so the graph stays below a megabyte or two. */
    private static final double NARROWEST_FRAME = 0.3;

    private static final FlameGraphOptions GRAPH = FlameGraphOptions.DEFAULT.inPage()
            .minimumWidth(NARROWEST_FRAME).titled("Self time and what it was called from");

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    private final StackTotals stacks;

    /**
     * Makes the page of a capture.
     *
     * @param capture what is reported on
     */
    public HtmlReport(Capture capture) {
        stacks = new StackTotals(capture.sites());
    }

    /**
     * What the page has to see of the capture, beside its report.
     *
     * @return a sink for what counts
     */
    public SpanSink sink() {
        return stacks;
    }

    /**
     * Writes the page.
     *
     * @param report the report on the capture
     * @param file name of its file
     * @param to takes the page; not closed
     * @throws IOException if it cannot be written
     */
    public void write(CaptureReport report, String file, Writer to) throws IOException {
        String style = resource(UPLOT + "dist/uPlot.min.css") + resource("page.css");
        String library = resource(UPLOT + "dist/uPlot.iife.min.js");
        String script = resource("page.js");
        String[] body = resource("page.html").split("<!--(flame|licence)-->", -1);
        to.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "base-uri 'none'; form-action 'none'; style-src " + PageText.hash(style) + " "
                + FlameGraph.styleHash() + "; script-src " + PageText.hash(library) + " "
                + PageText.hash(script)
                + " " + FlameGraph.scriptHash() + "\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>fxprof report</title>\n<style>" + style + "</style>\n</head>\n<body>\n");
        to.write(body[0]);
        String resource = report.options().resource();
        FlameGraph.svg(stacks, resource == null ? GRAPH : GRAPH.of(resource), to);
        to.write(body[1]);
        to.write(PageText.escape(resource(UPLOT + "LICENSE")));
        to.write(body[2]);
        to.write("<script type=\"application/json\" id=\"data\">");
        to.write(inScript(PageData.of(report, file).toString()));
        to.write("</script>\n<script>" + library + "</script>\n<script>" + script
                + "</script>\n</body>\n</html>\n");
    }

    /** JSON without what could end the script element around it; all of it stands within strings. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
                .replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static String resource(String name) throws IOException {
        return PageText.resource(HtmlReport.class, name);
    }
}
