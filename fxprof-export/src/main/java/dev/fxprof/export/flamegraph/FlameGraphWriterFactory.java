package dev.fxprof.export.flamegraph;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.output.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes flame graphs: the one file that is asked for, or, where only a folder is given, {@code
 * flamegraph.svg} of the whole server and {@code flamegraph.RESOURCE.svg} of each of the {@value #MOST}
 * resources that took most time. Of a name, what is neither letter nor digit becomes {@code _}.
 */
public final class FlameGraphWriterFactory implements TraceWriterFactory {
    /** Most graphs of single resources. */
    static final int MOST = 256;

    private static final int LONGEST_NAME = 64;

    /** Made by the service loader. */
    public FlameGraphWriterFactory() {
    }

    @Override
    public String format() {
        return "flamegraph";
    }

    @Override
    public String extension() {
        return ".svg";
    }

    @Override
    public boolean isStreamed() {
        return false;
    }

    @Override
    public TraceWriter open(TraceTarget target) throws IOException {
        boolean folder = target.fileName().isEmpty();
        Path file = target.file("flamegraph.svg");
        FlameGraphOptions options = FlameGraphOptions.DEFAULT.titled(target.processName());
        return new StackTotalsWriter(target, file,
                (totals, to) -> FlameGraph.svg(totals, options, to),
                totals -> folder ? resources(totals, target.folder(), options) : List.of());
    }

    private static List<Path> resources(StackTotals totals, Path folder,
            FlameGraphOptions options) throws IOException {
        FlameGraph graph = FlameGraph.of(totals);
        List<Path> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String resource : graph.resources()) {
            if (files.size() == MOST) {
                break;
            }
            Path path = folder.resolve("flamegraph." + unique(resource, names) + ".svg");
            try (PendingFile file = new PendingFile(path)) {
                StackTotalsWriter.write(file,
                        to -> graph.write(options.titled(resource).of(resource), to));
            }
            files.add(path);
        }
        return files;
    }

    /** A name that is safe on every file system, and not taken yet. */
    private static String unique(String resource, Set<String> names) {
        String safe = resource.replaceAll("[^A-Za-z0-9-]", "_");
        safe = safe.substring(0, Math.min(LONGEST_NAME, safe.length()));
        String name = safe;
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = safe + "." + i;
        }
        return name;
    }
}
