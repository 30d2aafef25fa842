package dev.fxprof.live.view;

/**
 * A capture, and what it amounts to.
 *
 * @param capture as the store lists it
 * @param interval its ticks and resources
 * @param flame its stacks
 */
public record CaptureFigures(CaptureView capture, IntervalView interval, FlameView flame) {}
