package dev.fxprof.export.speedscope;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads Speedscope's own format, evented and sampled, a track for each profile. Values without a unit are
 * taken for nanoseconds; profiles that count bytes are left out and counted, and if there are no others
 * the file is refused. Of sampled profiles, what consecutive samples begin with in common is one slice.
 *
 * <p>The file is read twice, since frames and units may stand behind the events that refer to them.
 */
public final class SpeedscopeReader implements TraceReader {
    // Quotes within strings stand behind a backslash, so no name of another format's file looks so.
    private static final Pattern SCHEMA = Pattern
            .compile("\"\\$schema\"\\s*:\\s*\"" + Pattern.quote(Keys.SCHEMA) + "\"");
    private static final Pattern PROFILE = Pattern
            .compile("\"type\"\\s*:\\s*\"(evented|sampled)\"");

    /** Made by the service loader. */
    public SpeedscopeReader() {
    }

    @Override
    public String format() {
        return "speedscope";
    }

    @Override
    public boolean recognises(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).replace("\\/", "/").stripLeading();
        return (text.startsWith("{") || text.startsWith("\uFEFF{"))
                && (SCHEMA.matcher(text).find() || PROFILE.matcher(text).find());
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        try (CaptureBuilder builder = new CaptureBuilder(format());
                Outline outline = new Outline(builder)) {
            boolean truncated;
            try (Json json = new Json(source)) {
                truncated = json.run(() -> outline.read(json));
            }
            check(source, outline);
            if (!outline.isOwn()) {
                builder.rebase();
            }
            try (Json json = new Json(source)) {
                json.run(() -> profiles(json, outline, builder, truncated));
            }
            if (truncated) {
                builder.repaired("truncated", 1);
            }
            builder.processName(outline.name());
            return builder.build();
        }
    }

    private static void check(TraceSource source, Outline outline)
            throws MalformedTraceException {
        if (!outline.hasFrames()) {
            throw MalformedTraceException.at(source, -1,
                    "expected the list of frames, \"shared\": {\"frames\": […]}");
        }
        boolean time = outline.profiles().stream().anyMatch(p -> p.scale() > 0);
        if (!time && !outline.profiles().isEmpty()) {
            throw MalformedTraceException.at(source, -1,
                    "all profiles count bytes, expected a unit of time");
        }
    }

    private static void profiles(Json json, Outline outline, CaptureBuilder builder,
            boolean truncated) throws IOException {
        json.object(key -> {
            if (!key.equals("profiles")) {
                json.skip();
                return;
            }
            int[] number = {0};
            json.array(() -> {
                if (number[0] < outline.profiles().size()) {
                    profile(json, outline, number[0]++, builder, truncated);
                } else {
                    json.skip();
                }
            });
        });
    }

    private static void profile(Json json, Outline outline, int number, CaptureBuilder builder,
            boolean truncated) throws IOException {
        Outline.Profile profile = outline.profiles().get(number);
        if (profile.scale() == 0) {
            builder.repaired("profiles of bytes left out", 1);
            json.skip();
            return;
        }
        ReadTrack track = builder.track(profile.name().isEmpty()
                ? "profile " + (number + 1)
                : profile.name());
        switch (profile.type()) {
            case "evented" -> new EventedProfile(json, outline, profile, track).read();
            case "sampled" -> new SampledProfile(json, outline, profile, track, truncated).read();
            default -> throw json.problem("the type of profile " + (number + 1)
                    + " is none; expected \"evented\" or \"sampled\"");
        }
    }
}
