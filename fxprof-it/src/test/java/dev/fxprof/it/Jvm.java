package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.cli.Batch;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** Runs of the command one after the other, all in one small machine; a folder for its files. */
    static List<Command.Result> fxprof(Path folder, List<List<String>> runs) {
        Path results = folder.resolve("results.json");
        Path arguments = Folders.write(folder.resolve("runs.json"),
                JsonMapper.shared().writeValueAsString(runs));
        java(COMMAND + File.pathSeparator + place(Batch.class), Batch.class.getName(),
                arguments.toString(), results.toString()).run().succeeded();
        List<Command.Result> read = new ArrayList<>();
        for (JsonNode result : JsonMapper.shared().readTree(Folders.read(results))) {
            read.add(new Command.Result("fxprof " + String.join(" ", runs.get(read.size())),
                    result.path("exit").asInt(), result.path("out").asString(),
                    result.path("err").asString()));
        }
        assertThat(read).hasSameSizeAs(runs);
        return read;
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
        words.addAll(List.of(classPath.startsWith(COMMAND.toString())
                ? AotCache.option(OPTIONS)
                : "-Xshare:auto", "-cp", classPath, main));
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new));
    }
}
