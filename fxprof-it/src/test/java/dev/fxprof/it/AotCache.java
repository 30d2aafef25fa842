package dev.fxprof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What a virtual machine has loaded and linked once, so that the many short runs of the tests need not do
 * it again. One cache a set of options, made by a run of three ticks.
 */
final class AotCache {
    private static final long LONGEST_SECONDS = 120;
    private static final Path JAR = Folders.project().resolve("fxprof-cli/target/fxprof.jar");
    private static final Map<List<String>, String> MADE = new ConcurrentHashMap<>();

    private AotCache() {
    }

    /** The option that uses the cache for machines which begin with those options. */
    static String option(List<String> options) {
        return MADE.computeIfAbsent(List.copyOf(options), AotCache::make);
    }

    private static String make(List<String> options) {
        Path folder = Folders.fresh("aot" + MADE.size() + "-" + options.hashCode());
        Path cache = folder.resolve("fxprof.aot");
        Path resource = folder.resolve("resources/once");
        Folders.write(resource.resolve("fxmanifest.lua"),
                "fx_version 'cerulean'\nserver_script 'main.lua'\n");
        Folders.write(resource.resolve("main.lua"), "print('once')\n");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(options);
        words.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-jar", JAR.toString(), "simulate",
                "--warmup", "0", "--duration", "3t", "--players", "0", "--resources",
                folder.resolve("resources").toString(), "--json", "--out", folder.toString()));
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log.txt").toFile()).start();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Without a cache the tests are slower, and test the same.
        return Files.exists(cache) ? "-XX:AOTCache=" + cache : "-Xshare:auto";
    }
}
