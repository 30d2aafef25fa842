package dev.fxprof.api;

import java.util.Objects;

/**
 * One native function that a script on the server can call.
 *
 * @param hash id under which the server registers the native, and which its script wrappers pass:
 *     {@link NativeNames#hash(String)} of the name, also for natives that are forwarded to a client
 * @param name declared name, such as GET_PLAYER_PED
 * @param luaName name of the global function that a Lua script calls, such as GetPlayerPed
 * @param namespace namespace of the declaration, such as CFX or ENTITY
 * @param result what the native returns: v nothing, i integer or handle, f float, b boolean, s
 *     string, 3 vector of three floats, o object
 */
public record Native(long hash, String name, String luaName, String namespace, char result) {
    private static final String RESULTS = "vifbs3o";

    /**
     * Checks the components.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the name is empty or the result is not one of the letters
     *     listed above
     */
    public Native {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(luaName, "luaName");
        Objects.requireNonNull(namespace, "namespace");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a native needs a name");
        }
        if (RESULTS.indexOf(result) < 0) {
            throw new IllegalArgumentException(
                    "result of " + name + " must be one of " + RESULTS + ", not " + result);
        }
    }
}
