package dev.fxprof.hooks.win64.agent;

import dev.fxprof.hooks.win64.elf.ElfImage;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import dev.fxprof.hooks.win64.pe.PeHeaders;
import dev.fxprof.hooks.win64.pe.PeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The systems that a server runs on, and what its files are called there. */
enum AgentPlatform {
    WINDOWS("CoreRT.dll", "fxprof-agent.dll", Optional.empty()), LINUX("libCoreRT.so",
            "libfxprof-agent.so", Optional.of("libfxprof-agent.json"));

    private static final Path LINUX_FOLDER = Path.of("alpine", "opt", "cfx-server");

    private final String core;
    /** The agent's library. */
    final String library;
    /** The manifest beside it; Windows has it inside the library. */
    final Optional<String> manifest;

    AgentPlatform(String core, String library, Optional<String> manifest) {
        this.core = core;
        this.library = library;
        this.manifest = manifest;
    }

    /** The folder of a server's libraries. */
    record Place(AgentPlatform platform, Path folder) {}

    /** Refuses a server for another processor, or of 32 bits: it could not load the agent. */
    void requireItsBits(Path folder) throws IOException {
        Path file = folder.resolve(core);
        try {
            if (!isForX86Of64Bits(file)) {
                throw new AgentException(file + " is for another processor than x86-64, for which "
                        + "alone there is an agent");
            }
        } catch (MalformedImageException e) {
            throw new AgentException("no library of a server for x86-64: " + e.getMessage());
        }
    }

    private boolean isForX86Of64Bits(Path file) throws IOException {
        if (this == WINDOWS) {
            try (PeImage image = PeImage.open(file)) {
                return image.headers().machine() == PeHeaders.X86_64;
            }
        }
        try (ElfImage image = ElfImage.open(file)) {
            return image.machine() == ElfImage.X86_64;
        }
    }

    static Place find(Path artifact) throws AgentException {
        for (Path folder : new Path[]{artifact, artifact.resolve(LINUX_FOLDER)}) {
            for (AgentPlatform platform : values()) {
                if (Files.isRegularFile(folder.resolve(platform.core))) {
                    return new Place(platform, folder);
                }
            }
        }
        throw new AgentException(artifact + " holds no server, expected " + WINDOWS.core + ", or "
                + LINUX_FOLDER.resolve(LINUX.core));
    }
}
