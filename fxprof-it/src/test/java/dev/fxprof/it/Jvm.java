package dev.fxprof.it;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Short-lived virtual machines that start as fast as they can. */
final class Jvm {
    private static final Path COMMAND = Folders.project().resolve("fxprof-cli/target/fxprof.jar");

    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");

    private Jvm() {
    }

    /** The command without its launcher, in a small machine. */
    static Command fxprof(String... arguments) {
        return java(COMMAND.toString(), "dev.fxprof.cli.Main", arguments);
    }

    /** A program of the tests, with the jars or folders of the classes that it needs. */
    static Command run(Class<?> main, List<Class<?>> needed, String... arguments) {
        String classPath = Stream.concat(Stream.of(main), needed.stream()).map(Jvm::place)
                .distinct().collect(Collectors.joining(File.pathSeparator));
        return java(classPath, main.getName(), arguments);
    }

    private static String place(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static Command java(String classPath, String main, String... arguments) {
        List<String> words = new ArrayList<>(List
                .of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(OPTIONS);
        words.addAll(List.of(classPath.equals(COMMAND.toString())
                ? AotCache.option(OPTIONS)
                : "-Xshare:auto", "-cp", classPath, main));
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new));
    }
}
