package dev.fxprof.bench.report;

import dev.fxprof.bench.table.Row;
import java.util.List;
import java.util.Map;

/**
 * All that a run gave.
 *
 * @param machine what it holds for
 * @param command as it was given
 * @param indicative whether the run was too short for a verdict
 * @param forks processes a configuration
 * @param tables rows by table
 * @param notes what could not be measured, and why
 */
public record Report(Machine machine, String command, boolean indicative, int forks,
        Map<String, List<Row>> tables, List<String> notes) {
    String about() {
        return "Medians over " + forks + " forks, spread in brackets"
                + (indicative ? "; a short run, so every verdict is an indication only." : ".");
    }
}
