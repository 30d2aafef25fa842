package dev.fxprof.hooks.win64.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the agent beside a server's own libraries and into its list of them, and takes it out again.
 *
 * <p>Guarantees: no file is ever half written, and the list names the agent only while its library is
 * there. What else the list holds stays as it is.
 */
public final class AgentInstaller {
    private static final String MANIFEST = "fxprof-agent.json";
    /** The table of hooks by address that the agent looks for beside itself. */
    private static final String TABLE = "fxprof-hooks.json";
    /** What the agent's manifest says that it needs; a server that lacks one would not start. */
    private static final List<String> NEEDED = List.of("citizen:scripting:core",
            "citizen:scripting:lua", "citizen:scripting:node", "citizen:scripting:mono");

    /** The server may run as another user than the one who installs. */
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions
            .fromString("rw-r--r--");

    private AgentInstaller() {
    }

    /**
     * Installs the agent, or brings one that is there up to date.
     *
     * @param artifact folder of the server: it holds CoreRT.dll, or alpine/opt/cfx-server/libCoreRT.so
     * @param table the table of hooks by address that it is to use, as {@code hooks resolve} writes it; empty
     *     for none, and one that is there is removed
     * @return the library
     * @throws AgentException if it holds no server for x86-64, this fxprof has no agent for it, or the table
     *     is none for this system
     * @throws IOException if a file cannot be read or written
     */
    public static Path install(Path artifact, Optional<Path> table) throws IOException {
        AgentPlatform.Place place = AgentPlatform.find(artifact);
        AgentPlatform platform = place.platform();
        Path file = place.folder().resolve(ComponentList.FILE);
        ComponentList list = ComponentList.read(file, NEEDED);
        platform.requireItsBits(place.folder());
        Optional<byte[]> hooks = table.isEmpty()
                ? Optional.empty()
                : Optional.of(HookTable.read(table.get(), platform));
        Path library = place.folder().resolve(platform.library);
        replace(library, resource(platform.library));
        if (platform.manifest.isPresent()) {
            replace(place.folder().resolve(platform.manifest.get()), resource(MANIFEST));
        }
        Path beside = place.folder().resolve(TABLE);
        if (hooks.isPresent()) {
            replace(beside, hooks.get());
        } else {
            Files.deleteIfExists(beside);
        }
        if (!list.hasAgent()) {
            replace(file, list.withAgent().getBytes(StandardCharsets.UTF_8));
        }
        return library;
    }

    /**
     * Removes the agent. A server that runs goes on with it until it ends.
     *
     * @param artifact folder of the server
     * @return whether anything of the agent was there
     * @throws AgentException if it holds no server
     * @throws IOException if a file cannot be written or removed
     */
    public static boolean remove(Path artifact) throws IOException {
        AgentPlatform.Place place = AgentPlatform.find(artifact);
        Path file = place.folder().resolve(ComponentList.FILE);
        ComponentList list = ComponentList.read(file, List.of());
        boolean there = list.hasAgent();
        if (there) {
            replace(file, list.withoutAgent().getBytes(StandardCharsets.UTF_8));
        }
        there |= Files.deleteIfExists(place.folder().resolve(place.platform().library));
        there |= Files.deleteIfExists(place.folder().resolve(TABLE));
        if (place.platform().manifest.isPresent()) {
            there |= Files.deleteIfExists(
                    place.folder().resolve(place.platform().manifest.get()));
        }
        return there;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AgentInstaller.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AgentException("this fxprof was built without " + name
                        + ", since the compiler for it was not installed");
            }
            return in.readAllBytes();
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path partial = Files.createTempFile(file.toAbsolutePath().getParent(),
                file.getFileName() + ".", ".part");
        try {
            Files.write(partial, content);
            if (Files.getFileStore(partial).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(partial, Files.exists(file)
                        ? Files.getPosixFilePermissions(file)
                        : READABLE);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
