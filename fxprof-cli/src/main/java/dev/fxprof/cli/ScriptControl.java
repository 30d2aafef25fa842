package dev.fxprof.cli;

import dev.fxprof.api.CaptureExports;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.StreamControl;

/** The switches of a recording, and the exports and the stream that scripts may ask for. */
record ScriptControl(SpanControl recording, CaptureExports exports, StreamControl stream)
        implements
            SpanControl {
    @Override
    public void enable() {
        recording.enable();
    }

    @Override
    public void disable() {
        recording.disable();
    }

    @Override
    public void enableForResource(String resource) {
        recording.enableForResource(resource);
    }

    @Override
    public void disableForResource(String resource) {
        recording.disableForResource(resource);
    }

    @Override
    public void setFlushIntervalMillis(int millis) {
        recording.setFlushIntervalMillis(millis);
    }
}
