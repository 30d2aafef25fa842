package dev.fxprof.export.speedscope;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives each site that occurs a frame. */
final class Frames {
    static final String LOST_RESOURCE = "lost";
    static final String LOST_NAME = "parent not recorded";

    private static final int LOST = 0;

    private final SiteTable sites;
    private final List<Integer> used = new ArrayList<>();
    /** By site, the frame and one. */
    private int[] frames = new int[256];

    Frames(SiteTable sites) {
        this.sites = sites;
    }

    /** Number of a site's frame; site 0 stands for all lost ones. */
    int of(int site) {
        if (site >= frames.length) {
            frames = Arrays.copyOf(frames, Math.max(site + 1, 2 * frames.length));
        }
        if (frames[site] == 0) {
            used.add(site);
            frames[site] = used.size();
        }
        return frames[site] - 1;
    }

    void write(OutputStream to) throws IOException {
        JsonText text = new JsonText();
        for (int i = 0; i < used.size(); i++) {
            text.clear().add(i == 0 ? "\n" : ",\n");
            if (used.get(i) == LOST) {
                frame(text, LOST_NAME, LOST_RESOURCE).add("\"runtime\":\"engine\",")
                        .add("\"kind\":\"function\"}");
            } else {
                frame(text, sites.site(used.get(i)));
            }
            to.write(text.bytes(), 0, text.size());
        }
    }

    private static JsonText frame(JsonText text, String name, String resource) {
        return text.add("{\"name\":").quote(name).add(",\"resource\":").quote(resource).add(",");
    }

    private static void frame(JsonText text, Site site) {
        frame(text, site.name(), site.resource());
        if (!site.file().isEmpty()) {
            text.add("\"file\":").quote(site.file()).add(",");
        }
        if (site.line() > 0) {
            text.add("\"line\":").add(site.line()).add(",");
        }
        text.add("\"runtime\":\"").add(site.runtime().label()).add("\",\"kind\":\"")
                .add(site.kind().label()).add("\"}");
    }
}
