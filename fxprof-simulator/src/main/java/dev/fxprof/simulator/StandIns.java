package dev.fxprof.simulator;

import dev.fxprof.simulator.sql.SqlService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Resources that fxprof brings in place of some that other resources need and that cannot run here,
 * and the database behind one of them.
 */
final class StandIns {
    static final String SQL = "oxmysql";
    static final String LIBRARY = "ox_lib";

    private final Server server;
    private final Set<String> used = new LinkedHashSet<>();

    StandIns(Server server) {
        this.server = server;
    }

    /** Names of those that are used. */
    Set<String> used() {
        return used;
    }

    boolean isUsed(String resource) {
        return used.contains(resource);
    }

    /**
     * Folders of the stand-ins that resources need, by name.
     *
     * @param folders what was found
     * @param manifests what they say
     */
    Map<String, Path> choose(Map<String, Path> folders, Map<String, ResourceManifest> manifests) {
        if (SqlCalls.RESOURCES.stream()
                .anyMatch(name -> folders.containsKey(name) || isNeeded(name, manifests))
                && open()) {
            used.add(SQL);
        }
        if (!folders.containsKey(LIBRARY) && isNeeded(LIBRARY, manifests)) {
            used.add(LIBRARY);
            server.log.notice("resource " + LIBRARY + " is not there; fxprof's stand-in runs");
        }
        return ResourceFolders.standIns(used);
    }

    private static boolean isNeeded(String name, Map<String, ResourceManifest> manifests) {
        return manifests.values().stream().anyMatch(manifest -> Stream
                .concat(manifest.dependencies().stream(), manifest.serverScripts().stream())
                .anyMatch(text -> text.equals(name) || text.startsWith("@" + name + "/")));
    }

    private boolean open() {
        Optional<SqlService> service = server.storage.database(server.log::notice);
        service.ifPresent(opened -> {
            server.sql.open(opened);
            server.log.notice("database: " + opened.description());
            // Some resources read its name there; the server's own database must not be meant.
            server.convars.set("mysql_connection_string",
                    "mysql://fxprof@localhost/" + opened.name());
        });
        return service.isPresent();
    }

    /** Loads the .sql files of resources into an empty database, in the order of their names. */
    void loadTables(List<Resource> resources) {
        if (!server.sql.isOpen() || !server.storage.takesTables()) {
            return;
        }
        SqlService service = server.sql.service();
        if (!service.wantsFiles()) {
            server.log.notice("the database has its tables; no .sql file is loaded");
            return;
        }
        for (Resource resource : resources) {
            for (Path file : tables(resource.folder)) {
                String name = resource.name + "/"
                        + resource.folder.relativize(file).toString().replace('\\', '/');
                try {
                    int before = service.refused().size();
                    int loaded = service.load(resource.name, name, file);
                    int refused = service.refused().size() - before;
                    server.storage.tables().add(new LoadedTables(name, loaded, refused));
                } catch (IOException e) {
                    server.log.notice(name + " cannot be read as text: " + e.getMessage());
                }
            }
        }
    }

    private static List<Path> tables(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
