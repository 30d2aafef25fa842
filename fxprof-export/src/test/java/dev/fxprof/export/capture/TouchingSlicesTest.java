package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.CaptureFacts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TouchingSlicesTest {
    @Test
    void shouldNotPutASliceUnderTheEarlierStretchOfItsParent() throws IOException {
        CaptureBuilder builder = new CaptureBuilder("test");
        int site = builder.sites().intern("voice", ScriptRuntime.LUA, SpanKind.EVENT, "e", "", 0);
        ReadTrack track = builder.track("svMain");
        track.ids(track.add(site, 0, 10), 7, 0);
        track.ids(track.add(site, 10, 20), 8, 7);
        try (Capture capture = builder.build()) {
            assertThat(capture.repairs()).isEmpty();
            assertThat(CaptureFacts.of(capture).slicesByThread.get("svMain").getFirst())
                    .extracting(CaptureFacts.Slice::depth).containsExactly(0, 0);
        }
    }

    @Test
    void shouldKeepAChildOfNoLengthAtTheEndOfItsParent() throws IOException {
        CaptureBuilder builder = new CaptureBuilder("test");
        int site = builder.sites().intern("voice", ScriptRuntime.LUA, SpanKind.EVENT, "e", "", 0);
        ReadTrack track = builder.track("svMain");
        track.ids(track.add(site, 0, 10), 7, 0);
        track.ids(track.add(site, 10, 10), 8, 7);
        track.ids(track.add(site, 10, 10), 9, 0);
        try (Capture capture = builder.build()) {
            assertThat(CaptureFacts.of(capture).slicesByThread.get("svMain").getFirst())
                    .extracting(CaptureFacts.Slice::depth).containsExactly(0, 1, 0);
        }
    }
}
