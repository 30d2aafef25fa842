package dev.fxprof.cli;

import dev.fxprof.live.view.RunningView;
import dev.fxprof.ringbuffer.SegmentView;

/** What runs now, as the live stacks of a segment show it. */
final class RunningNow {
    private RunningNow() {
    }

    static RunningView of(SegmentView view) {
        // A view converts times with a state of its own, and any thread may ask.
        synchronized (view) {
            return new RunningView(true, "", view.openStacks().stream()
                    .map(stack -> new RunningView.Stack(stack.thread(), stack.frames().stream()
                            .map(frame -> new RunningView.Frame(frame.site().resource(),
                                    frame.site().kind().label(), frame.site().name(),
                                    frame.runningNanos()))
                            .toList()))
                    .toList());
        }
    }
}
