package dev.fxprof.cli;

import dev.fxprof.api.TraceWriterFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The formats that captures can be written in. */
final class OutputFormats {
    private OutputFormats() {
    }

    static List<TraceWriterFactory> all() {
        List<TraceWriterFactory> formats = new ArrayList<>();
        ServiceLoader.load(TraceWriterFactory.class).forEach(formats::add);
        return formats;
    }

    static TraceWriterFactory named(String name) {
        return all().stream().filter(format -> format.format().equals(name)).findFirst()
                .orElseThrow(() -> new CommandFailure(CommandFailure.INPUT,
                        "--to: '" + name + "' is no format; expected one of "
                                + all().stream().map(TraceWriterFactory::format).sorted()
                                        .collect(Collectors.joining(", "))));
    }

    /** The format whose ending a file's name has; the longest counts. */
    static TraceWriterFactory of(Path file) {
        // The root of a file system has no name.
        String name = file.toString().toLowerCase(Locale.ROOT);
        TraceWriterFactory found = null;
        for (TraceWriterFactory format : all()) {
            boolean longer = found == null
                    || format.extension().length() > found.extension().length();
            if (name.endsWith(format.extension()) && longer) {
                found = format;
            }
        }
        if (found == null) {
            throw new CommandFailure(CommandFailure.INPUT, "-o: " + file
                    + " does not say its format; expected --to FORMAT, or a name that ends in "
                    + all().stream().map(format -> format.extension() + " (" + format.format()
                            + ")").sorted().collect(Collectors.joining(" or ")));
        }
        return found;
    }
}
