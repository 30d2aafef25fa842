package dev.fxprof.export.flamegraph;

import dev.fxprof.export.page.PageText;
import java.io.IOException;

/** Escapes what passes for XML. */
record EscapedText(Appendable to) implements Appendable {
    @Override
    public Appendable append(CharSequence text) throws IOException {
        to.append(PageText.escape(text.toString()));
        return this;
    }

    @Override
    public Appendable append(CharSequence text, int from, int end) throws IOException {
        return append(text.subSequence(from, end));
    }

    @Override
    public Appendable append(char character) throws IOException {
        return append(Character.toString(character));
    }
}
