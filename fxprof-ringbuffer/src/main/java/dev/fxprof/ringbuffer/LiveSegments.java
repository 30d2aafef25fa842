package dev.fxprof.ringbuffer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segments of this user's processes, one PID.fxseg each in a directory of the user's own: a
 * segment itself or a link to one. It lies on a RAM file system where there is one.
 */
public final class LiveSegments {
    private static final String SUFFIX = ".fxseg";
    private static final List<String> RAM_TYPES = List.of("tmpfs", "ramfs");
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path directory;

    /**
     * The segments in a directory.
     *
     * @param directory where they are listed; made when first needed
     */
    public LiveSegments(Path directory) {
        this.directory = directory;
    }

    /**
     * The directory that all processes of this user share.
     *
     * @return its segments
     */
    public static LiveSegments ofUser() {
        String set = System.getenv("FXPROF_SEGMENTS");
        if (set != null && !set.isBlank()) {
            return new LiveSegments(Path.of(set));
        }
        Path parent = Files.isWritable(SHARED_MEMORY)
                ? SHARED_MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
        return new LiveSegments(parent.resolve("fxprof-" + System.getProperty("user.name")));
    }

    /**
     * Whether a file would lie in memory.
     *
     * @param file the file, which need not exist
     * @return false if it would lie on a disk, or that cannot be told
     */
    public static boolean isInMemory(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            return RAM_TYPES.contains(Files.getFileStore(parent).type());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Where this process's segment is to be made if the user names no file.
     *
     * @return PID.fxseg in the directory
     * @throws IOException if the directory cannot be made
     */
    public Path ownFile() throws IOException {
        makeDirectory();
        return directory.resolve(ProcessHandle.current().pid() + SUFFIX);
    }

    /**
     * Lists this process's segment, which was made elsewhere.
     *
     * @param file the segment
     * @throws IOException if the directory cannot be written
     */
    public void register(Path file) throws IOException {
        Path own = ownFile();
        Path target = file.toAbsolutePath();
        if (!target.equals(own.toAbsolutePath())) {
            Files.deleteIfExists(own);
            Files.createSymbolicLink(own, target);
        }
    }

    /**
     * Takes this process's segment off the list; a segment made in the directory itself is removed.
     *
     * @throws IOException if the directory cannot be written
     */
    public void unregister() throws IOException {
        Files.deleteIfExists(directory.resolve(ProcessHandle.current().pid() + SUFFIX));
    }

    private void makeDirectory() throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(directory, PosixFilePermissions
                    .asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    /**
     * The segment of a process.
     *
     * @param pid process id
     * @return its file, also if the process has died and the segment is still there
     */
    public Optional<Path> find(long pid) {
        return Optional.of(directory.resolve(pid + SUFFIX)).filter(Files::exists);
    }

    /**
     * The segments whose processes record now. Entries whose file is gone are removed.
     *
     * @return the files
     * @throws IOException if the directory cannot be read
     */
    public List<Path> list() throws IOException {
        List<Path> live = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return live;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                if (!Files.exists(file)) {
                    Files.deleteIfExists(file);
                } else if (isLive(file)) {
                    live.add(file);
                }
            }
        }
        live.sort(null);
        return live;
    }

    private static boolean isLive(Path file) {
        try {
            return SegmentView.open(file).isLive();
        } catch (IOException e) {
            return false;
        }
    }
}
