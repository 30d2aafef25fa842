package dev.fxprof.export.speedscope;

import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.Arrays;

/** Makes slices of opening and closing events, as strictly as Speedscope itself. */
final class EventedProfile {
    /** The event that is being read. */
    private static final class Event {
        String type;
        boolean hasFrame;
        long frame;
        boolean hasTime;
        long at;
        long span;
        long parent;
        long source;
        long calls;
        int marks;
    }

    private final Json json;
    private final Outline outline;
    private final Outline.Profile profile;
    private final ReadTrack track;
    private final Event event = new Event();
    private int[] open = new int[64];
    private int depth;
    private long last = Long.MIN_VALUE;

    EventedProfile(Json json, Outline outline, Outline.Profile profile, ReadTrack track) {
        this.json = json;
        this.outline = outline;
        this.profile = profile;
        this.track = track;
    }

    void read() throws IOException {
        boolean[] found = {false};
        json.object(key -> {
            if (!key.equals("events")) {
                json.skip();
                return;
            }
            found[0] = true;
            json.array(this::event);
            if (depth > 0) {
                throw json.problem("the profile ends with " + depth
                        + " open frames, expected an event that closes each");
            }
        });
        if (!found[0]) {
            throw json.problem("the profile has no events");
        }
    }

    private void event() throws IOException {
        event.type = "";
        event.hasFrame = false;
        event.hasTime = false;
        event.span = 0;
        event.parent = 0;
        event.source = 0;
        event.calls = 1;
        event.marks = 0;
        json.object(this::member);
        boolean opens = event.type.equals("O");
        if (!opens && !event.type.equals("C") || !event.hasFrame || !event.hasTime) {
            throw json.problem("expected an event with \"type\" O or C, \"frame\" and \"at\"");
        }
        if (event.at < last) {
            throw json.problem("the event is before the one in front of it");
        }
        last = event.at;
        if (opens) {
            open();
        } else {
            close();
        }
    }

    private void member(String key) throws IOException {
        switch (key) {
            case "type" -> event.type = json.text();
            case "frame" -> {
                event.frame = json.whole();
                event.hasFrame = true;
            }
            case "at" -> {
                event.at = json.nanos(profile.scale());
                event.hasTime = true;
            }
            case "span" -> event.span = json.whole();
            case "parent" -> event.parent = json.whole();
            case "source" -> event.source = json.whole();
            case "calls" -> event.calls = json.whole();
            case Keys.CONTINUED -> mark(ReadTrack.CONTINUED);
            case Keys.UNFINISHED -> mark(ReadTrack.UNFINISHED);
            case Keys.PLACEHOLDER -> mark(ReadTrack.PLACEHOLDER);
            case Keys.BELOW_LEFT_OUT -> mark(ReadTrack.BELOW_LEFT_OUT);
            default -> json.skip();
        }
    }

    private void mark(int mark) throws IOException {
        event.marks |= json.isTrue() ? mark : 0;
        json.skip();
    }

    private void open() throws IOException {
        int site = outline.site(json, event.frame);
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = (int) event.frame;
        int row = track.begin(site, event.at);
        if (row == ReadTrack.NONE || !outline.isOwn()) {
            return;
        }
        track.ids(row, event.span, event.parent);
        track.calls(row, event.calls);
        track.mark(row, event.marks);
        if (event.source > 0 && event.source <= Integer.MAX_VALUE) {
            track.source(row, (int) event.source);
        }
    }

    private void close() throws IOException {
        if (depth == 0) {
            throw json.problem("the event closes frame " + event.frame + ", but none is open");
        }
        if (open[depth - 1] != event.frame) {
            throw json.problem("the event closes frame " + event.frame + ", expected "
                    + open[depth - 1] + ", which was opened last");
        }
        depth--;
        track.end(event.at);
    }
}
