package dev.fxprof.it;

import static dev.fxprof.it.Requirement.require;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Libraries and symbol files that other people's tools have made, and what these say of them. */
final class Images {
    static final String X64 = "x86_64-pc-windows-msvc";
    static final String X86 = "i686-pc-windows-msvc";
    /** Made by Microsoft's compiler and linker. */
    private static final Path PREBUILT = Path
            .of("images/node_modules/node-pty/prebuilds/win32-x64").toAbsolutePath();
    private static final Path SOURCES = Folders.resource("images");
    private static final String HELPER = "/alternatename:___delayLoadHelper2@8=_helper@8";

    private Images() {
    }

    static Path prebuilt(String file) {
        Path path = PREBUILT.resolve(file);
        require(Files.isRegularFile(path), "images", "npm ci was not run in fxprof-it/images");
        return path;
    }

    /** Two libraries and one that uses them, with symbols; one of them is looked up late. */
    static Path compile(Path folder, String target) {
        link(folder, target, "library.c", "/export:by_number,@7,NONAME");
        link(folder, target, "late.c");
        return link(folder, target, "user.cpp", "/export:numbered,@20,NONAME",
                "/export:forwarded=late.late", "/delayload:late.dll", "library.lib", "late.lib",
                target.equals(X86) ? HELPER : "/ignore:longsections");
    }

    /** Compiles one source of the tests to a library with a symbol file. */
    static Path link(Path folder, String target, String source, String... options) {
        String name = source.substring(0, source.indexOf('.'));
        return link(folder, target, SOURCES.resolve(source), List.of("-O1"), name, options);
    }

    static Path link(Path folder, String target, Path source, List<String> compilerOptions,
            String name, String... options) {
        List<String> compiler = new ArrayList<>(List.of("clang-14", "--target=" + target, "-g",
                "-gcodeview", "-c", source.toString(), "-o", name + ".obj"));
        compiler.addAll(compilerOptions);
        run(folder, compiler);
        List<String> linker = new ArrayList<>(List.of("lld-link-14", "/dll", "/noentry",
                "/nodefaultlib", "/debug:full", "/pdb:" + name + ".pdb", "/out:" + name + ".dll",
                name + ".obj"));
        linker.addAll(List.of(options));
        run(folder, linker);
        return folder.resolve(name + ".dll");
    }

    static String run(Path folder, List<String> words) {
        requireTools();
        return Command.of(words.toArray(String[]::new)).in(folder).run().succeeded().out();
    }

    static String tool(String... words) {
        requireTools();
        return Command.of(words).run().succeeded().out();
    }

    private static void requireTools() {
        for (String tool : List.of("clang-14", "lld-link-14", "llvm-readobj-14")) {
            require(Files.isExecutable(Path.of("/usr/bin", tool)), "images",
                    tool + " is not installed");
        }
    }

    /** The symbol file beside a library. */
    static Path symbols(Path library) {
        String name = library.getFileName().toString();
        Path file = library.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".pdb");
        assertThat(file).isRegularFile();
        return file;
    }
}
