package dev.fxprof.export.perfetto;

import dev.fxprof.export.perfetto.schema.PerfettoTrace.DebugAnnotation;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The annotations of an event of our own captures. */
final class Notes {
    private static final Map<String, Word.Note> BY_TEXT = new HashMap<>();

    static {
        for (Word.Note note : Word.Note.values()) {
            BY_TEXT.put(note.text(), note);
        }
    }

    private final Map<Word.Note, DebugAnnotation> known = new EnumMap<>(Word.Note.class);

    Notes(Interned interned, TrackEvent event) {
        for (DebugAnnotation annotation : event.getDebugAnnotationsList()) {
            String name = annotation.hasName()
                    ? annotation.getName()
                    : interned.annotations.get(annotation.getNameIid());
            Word.Note note = BY_TEXT.get(name);
            if (note != null) {
                known.put(note, annotation);
            }
        }
    }

    private DebugAnnotation get(Word.Note note) {
        return known.getOrDefault(note, DebugAnnotation.getDefaultInstance());
    }

    boolean has(Word.Note note) {
        return get(note).getBoolValue();
    }

    long number(Word.Note note) {
        DebugAnnotation found = get(note);
        return found.hasIntValue() ? found.getIntValue() : found.getUintValue();
    }

    double real(Word.Note note) {
        return get(note).getDoubleValue();
    }

    String text(Word.Note note) {
        return get(note).getStringValue();
    }
}
