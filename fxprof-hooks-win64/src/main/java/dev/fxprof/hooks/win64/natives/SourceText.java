package dev.fxprof.hooks.win64.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines of a UTF-8 file. */
final class SourceText {
    private SourceText() {
    }

    static List<String> lines(Path file) throws IOException, NativeDeclarationException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult outcome = decoder.decode(bytes, text, true);
        text.flip();
        if (outcome.isError()) {
            int line = 1 + (int) text.chars().filter(character -> character == '\n').count();
            throw new NativeDeclarationException(file, line, "text in UTF-8");
        }
        String whole = text.toString();
        return (whole.startsWith("\uFEFF") ? whole.substring(1) : whole).lines().toList();
    }
}
