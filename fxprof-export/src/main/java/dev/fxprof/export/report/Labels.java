package dev.fxprof.export.report;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanKind;

/** How rows and steps are called in text that people read. */
final class Labels {
    private Labels() {
    }

    static String of(Row row) {
        String label = name(row);
        return row.recordedEvery() == 1 ? label : label + sampling(row);
    }

    /** Name of a row of which only some calls were recorded. */
    static String sampled(Row row) {
        return row.name() + sampling(row);
    }

    private static String sampling(Row row) {
        return " [" + SamplingStep.words(row.recordedEvery()) + "]";
    }

    private static String name(Row row) {
        if (row.kind() == SpanKind.NATIVE) {
            return TextTable.harmless(row.resource().isEmpty()
                    ? row.name()
                    : row.name() + " (" + row.resource() + ")");
        }
        String name = TextTable.harmless(row.resource() + " › " + row.name());
        return row.kind() == SpanKind.FUNCTION && row.line() > 0 ? name + ":" + row.line() : name;
    }

    static String of(Hitch.Step step) {
        return of(step.kind(), step.name());
    }

    static String of(SpanKind kind, String name) {
        String harmless = TextTable.harmless(name);
        return switch (kind) {
            case EVENT, EXPORT, COMMAND, THREAD, REGION, TASK ->
                kind.label() + " '" + harmless + "'";
            default -> harmless;
        };
    }
}
