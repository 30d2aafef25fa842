package dev.fxprof.simulator;

import dev.fxprof.simulator.sql.SqlServer;
import dev.fxprof.simulator.sql.SqlService;
import dev.fxprof.simulator.sql.SqlUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a server keeps when it is started again: its database and the key-value store of its
 * resources. One simulated server at a time uses it.
 */
public final class ServerStorage implements AutoCloseable {
    private final Optional<SqlServer> server;
    private final Map<String, TreeMap<String, Object>> keyValues = new HashMap<>();
    private SqlService service;
    private boolean refused;
    private final List<LoadedTables> tables = new ArrayList<>();
    private boolean hasTables;

    /**
     * An empty storage.
     *
     * @param server gives its database, when the first script asks for one; empty for none
     */
    public ServerStorage(Optional<SqlServer> server) {
        this.server = server;
    }

    /**
     * Another storage with a database of the same kind.
     *
     * @return an empty storage
     */
    public ServerStorage another() {
        return new ServerStorage(server);
    }

    /** The database, opened if need be; empty if there is none. */
    Optional<SqlService> database(Consumer<String> log) {
        if (service == null && server.isPresent() && !refused) {
            try {
                service = new SqlService(server.get().open());
                // A run that is interrupted drops its database, too.
                Runtime.getRuntime().addShutdownHook(new Thread(service::close));
            } catch (SqlUnavailableException e) {
                refused = true;
                log.accept("no database: " + e.getMessage());
            }
        }
        return Optional.ofNullable(service);
    }

    /** Whether the tables of the resources are still to be loaded; true once. */
    boolean takesTables() {
        boolean first = !hasTables;
        hasTables = true;
        return first;
    }

    /** Files that were loaded. */
    List<LoadedTables> tables() {
        return tables;
    }

    /** Key-value store of a resource, in the order of its keys. */
    TreeMap<String, Object> keyValues(String resource) {
        return keyValues.computeIfAbsent(resource, name -> new TreeMap<>());
    }

    /** Closes the database. */
    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
    }
}
