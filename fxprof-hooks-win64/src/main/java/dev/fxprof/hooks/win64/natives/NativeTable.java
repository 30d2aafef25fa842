package dev.fxprof.hooks.win64.natives;

import dev.fxprof.api.NativeNames;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the rows of the table: what the server declares itself, and what it forwards. */
final class NativeTable {
    /**
     * One row.
     *
     * @param hash id on the server
     * @param name declared name
     * @param result letter of the result
     * @param namespace namespace of the declaration
     * @param clientId id that a forwarded native has at the client
     * @param formerNames other names of the native
     */
    record Row(long hash, String name, char result, String namespace, Optional<Long> clientId,
            List<String> formerNames) {}

    private final TreeMap<String, Row> rows = new TreeMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<String, Declaration> clientNatives = new HashMap<>();
    private final Map<String, Declaration> clientFormerNames = new HashMap<>();
    private final List<String> undeclared = new ArrayList<>();

    void declare(Declaration declaration) throws NativeDeclarationException {
        if (declaration.onClient()) {
            clientNatives.putIfAbsent(declaration.name(), declaration);
            for (String former : declaration.formerNames()) {
                clientFormerNames.putIfAbsent(former, declaration);
            }
        }
        if (declaration.onServer()) {
            add(new Row(declaration.hash(), declaration.name(),
                    letter(declaration, declaration.result()), declaration.namespace(),
                    Optional.empty(), declaration.formerNames()), declaration);
        }
    }

    /** Adds what the server forwards; call it once every declaration is known. */
    void forward(List<RpcList.Entry> entries) throws NativeDeclarationException {
        for (RpcList.Entry entry : entries) {
            Declaration declared = client(entry.name());
            if (declared == null) {
                undeclared.add(entry.name());
            } else {
                forward(entry, declared);
            }
        }
        // A name or two may have gone from the game; none at all means that a source is missing.
        if (!entries.isEmpty() && undeclared.size() == entries.size()) {
            throw new NativeDeclarationException(entries.getFirst().file(),
                    entries.getFirst().line(),
                    "client declarations of the listed natives among the sources");
        }
    }

    boolean holds(String name) {
        return rows.containsKey(name);
    }

    Collection<Row> rows() {
        return rows.values();
    }

    List<String> undeclared() {
        return undeclared;
    }

    private Declaration client(String name) {
        Declaration declared = clientNatives.get(name);
        return declared != null ? declared : clientFormerNames.get(name);
    }

    private void forward(RpcList.Entry entry, Declaration declared)
            throws NativeDeclarationException {
        char result = switch (entry.kind()) {
            case CONTEXT -> 'v';
            case ENTITY -> 'i';
            case OBJECT -> letter(declared, declared.result());
        };
        // The server registers a forwarded native under the hash of its name; the declared id is
        // what the client gets. The forwarded form replaces one that the server declares itself.
        Row own = rows.remove(declared.name());
        if (own != null) {
            names.remove(own.hash());
        }
        add(new Row(NativeNames.hash(declared.name()), declared.name(), result,
                declared.namespace(), declared.id(), declared.formerNames()), declared);
        if (entry.getter().isPresent() && !rows.containsKey(entry.getter().get())) {
            String getter = entry.getter().get();
            add(new Row(NativeNames.hash(getter), getter, getterResult(entry, declared),
                    declared.namespace(), Optional.empty(), List.of()), declared);
        }
    }

    // A getter returns what the second parameter took, or a vector where that and the two after it
    // are floats.
    private static char getterResult(RpcList.Entry entry, Declaration declared)
            throws NativeDeclarationException {
        List<String> types = declared.parameters();
        if (types.size() >= 4 && types.subList(1, 4).stream().allMatch("float"::equals)) {
            return '3';
        }
        if (types.size() < 2) {
            throw new NativeDeclarationException(entry.file(), entry.line(),
                    "no getter for " + declared.name() + ", which takes no value");
        }
        return letter(declared, types.get(1));
    }

    private void add(Row row, Declaration from) throws NativeDeclarationException {
        Row other = rows.putIfAbsent(row.name(), row);
        if (other != null && (other.hash() != row.hash() || other.result() != row.result())) {
            throw from.expected("the id and the result that another declaration gives "
                    + row.name());
        }
        String name = names.putIfAbsent(row.hash(), row.name());
        if (name != null && !name.equals(row.name())) {
            throw from.expected("an id for " + row.name() + " that is not that of " + name);
        }
    }

    private static char letter(Declaration declaration, String type)
            throws NativeDeclarationException {
        Optional<Character> letter = ResultTypes.letter(type);
        if (letter.isEmpty()) {
            throw declaration.expected("a known type instead of " + type);
        }
        return letter.get();
    }
}
