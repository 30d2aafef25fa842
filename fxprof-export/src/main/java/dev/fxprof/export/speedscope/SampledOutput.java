package dev.fxprof.export.speedscope;

import dev.fxprof.api.SpanBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A sample for each stretch of time in which the stack does not change, an empty one where nothing runs.
 * Slices of no length have no sample, and frames deeper than {@value #MOST_DEPTH} are left out.
 */
final class SampledOutput extends ProfileOutput {
    private static final int MOST_DEPTH = 1 << 10;

    private final Frames frames;
    private final BlockFile.Strand samples;
    private final BlockFile.Strand weights;
    private final JsonText text = new JsonText();
    private int[] stack = new int[16];
    private int depth;
    private long now = Long.MIN_VALUE;

    SampledOutput(String name, Frames frames, BlockFile file) {
        super(name);
        this.frames = frames;
        samples = file.strand();
        weights = file.strand();
    }

    @Override
    String type() {
        return "sampled";
    }

    @Override
    void begin(SpanBatch batch, int i, long nanos) throws IOException {
        sample(nanos);
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth++] = frames.of(batch.isPlaceholder(i) ? 0 : batch.site(i));
    }

    @Override
    void end(SpanBatch batch, int i, long nanos) throws IOException {
        sample(nanos);
        depth--;
    }

    private void sample(long nanos) throws IOException {
        if (now == Long.MIN_VALUE || nanos == now) {
            now = nanos;
            return;
        }
        text.clear().add(",\n[");
        for (int i = 0; i < Math.min(depth, MOST_DEPTH); i++) {
            text.add(i == 0 ? "" : ",").add(stack[i]);
        }
        text.add("]");
        samples.write(text.bytes(), text.size());
        text.clear().add(",").add(nanos - now);
        weights.write(text.bytes(), text.size());
        now = nanos;
    }

    @Override
    void write(OutputStream to, long start, long end) throws IOException {
        ascii(to, "\"samples\":[[]");
        samples.open().transferTo(to);
        ascii(to, ",[]],\n\"weights\":[" + (first() - start));
        weights.open().transferTo(to);
        ascii(to, "," + (end - last()) + "]");
    }

    private static void ascii(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
