package dev.fxprof.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * Names of the native functions of a server, looked up by id or by name.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface NativeNames {
    /**
     * Finds a native by its id.
     *
     * @param hash id that a script passes on the server; for a native that the server forwards to a
     *     client, the 64-bit id that goes to the client is accepted too
     * @return the native, or empty if the table does not hold it
     */
    Optional<Native> byHash(long hash);

    /**
     * Finds a native by one of its names.
     *
     * @param name declared name (GET_PLAYER_PED) or Lua name (GetPlayerPed), or a former name that
     *     the declaration still lists; upper and lower case are distinguished
     * @return the native, or empty if the table does not hold it
     */
    Optional<Native> byName(String name);

    /**
     * Tells how many natives the table holds.
     *
     * @return the number of natives, former names not counted
     */
    int size();

    /**
     * Lists the whole table.
     *
     * @return all natives, sorted by declared name; not modifiable
     */
    Collection<Native> all();

    /**
     * Computes the id of a native from its declared name: the one-at-a-time hash of Bob Jenkins
     * over the UTF-8 bytes, with the letters A to Z taken as lower case.
     *
     * @param screamingSnake declared name, such as GET_PLAYER_PED
     * @return the id, from 0 to 2<sup>32</sup> − 1
     */
    static long hash(String screamingSnake) {
        int hash = 0;
        for (byte character : screamingSnake.getBytes(StandardCharsets.UTF_8)) {
            hash += character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
            hash += hash << 10;
            hash ^= hash >>> 6;
        }
        hash += hash << 3;
        hash ^= hash >>> 11;
        hash += hash << 15;
        return Integer.toUnsignedLong(hash);
    }

    /**
     * Computes the name of the Lua function from the declared name, as the wrappers of the server
     * spell it: GET_PLAYER_PED becomes GetPlayerPed, _SET_FOCUS becomes SetFocus, and a name that
     * is only an id, 0x1A2B, becomes N_0x1a2b.
     *
     * @param screaming declared name
     * @return name of the Lua global
     */
    static String luaName(String screaming) {
        return ServerNatives.luaNameOf(screaming);
    }

    /**
     * Returns the table in use: the one that comes with fxprof, which is read once, at the first call,
     * unless {@link #use} has said otherwise.
     *
     * @return the table
     * @throws ExceptionInInitializerError if the table is missing from the installation or damaged
     */
    static NativeNames server() {
        return ServerNatives.inUse();
    }

    /**
     * Reads a table as {@code fxprof hooks natives update} writes it.
     *
     * @param file the table
     * @return its natives
     * @throws IOException if it cannot be read
     * @throws IllegalStateException if it is damaged; the message names the file, the line, and what was
     *     expected there
     */
    static NativeNames read(Path file) throws IOException {
        return ServerNatives.read(file);
    }

    /**
     * Says which table {@link #server} returns from now on; call it before names are asked for.
     *
     * @param table the table
     */
    static void use(NativeNames table) {
        ServerNatives.use(table);
    }
}
