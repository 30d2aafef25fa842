package dev.fxprof.hooks.win64.natives;

import dev.fxprof.api.NativeNames;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One declared native.
 *
 * @param name declared name, or the id in hexadecimal if it has none
 * @param id id that the declaration states; empty if the id follows from the name
 * @param result C type of the result
 * @param parameters C types of the parameters, in order
 * @param namespace namespace of the declaration
 * @param apiSets where the native exists: client, server or shared
 * @param formerNames other names of the native
 * @param file file of the declaration
 * @param line line of the declaration in it
 */
record Declaration(String name, Optional<Long> id, String result, List<String> parameters,
        String namespace, Set<String> apiSets, List<String> formerNames, Path file, int line) {

    boolean onServer() {
        return apiSets.contains("server") || apiSets.contains("shared");
    }

    boolean onClient() {
        return apiSets.contains("client");
    }

    long hash() {
        return id.orElseGet(() -> NativeNames.hash(name));
    }

    NativeDeclarationException expected(String what) {
        return new NativeDeclarationException(file, line, what);
    }
}
