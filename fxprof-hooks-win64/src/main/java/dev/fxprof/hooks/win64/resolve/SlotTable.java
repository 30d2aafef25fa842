package dev.fxprof.hooks.win64.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The interfaces of the server as slots.json has them, as far as hooks are concerned. */
record SlotTable(List<Interface> interfaces, List<ClassId> classes, List<CoreExport> exports,
        List<CrossImport> imports) {
    private static final String PLACE = "/dev/fxprof/hooks/win64/slots.json";
    private static final String SCHEMA = "fxprof/slots/1";

    record Method(int index, String name, String signature) {}

    /** Only the methods that are hooked. */
    record Interface(String name, String iid, List<Method> methods) {}

    record ClassId(String name, String clsid, List<String> implemented) {}

    record CoreExport(String module, String name) {}

    /** A function of one module that another one calls; its name as two families of compilers have it. */
    record CrossImport(String name, String from, String into, List<String> symbols) {}

    static SlotTable load() {
        try (InputStream in = SlotTable.class.getResourceAsStream(PLACE)) {
            JsonNode root = JsonMapper.shared().readTree(in);
            if (!root.path("schema").asString().equals(SCHEMA)) {
                throw new IllegalStateException(PLACE + ": expected the schema " + SCHEMA);
            }
            return new SlotTable(list(root, "interfaces").map(SlotTable::anInterface).toList(),
                    list(root, "classes").map(SlotTable::classId).toList(),
                    list(root, "exports").map(row -> new CoreExport(row.path("module").asString(),
                            row.path("name").asString())).toList(),
                    list(root, "imports").filter(SlotTable::isHooked).map(SlotTable::crossImport)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> list(JsonNode node, String name) {
        return node.path(name).valueStream();
    }

    private static boolean isHooked(JsonNode row) {
        return row.path("hook").asBoolean();
    }

    private static Interface anInterface(JsonNode row) {
        return new Interface(row.path("name").asString(), row.path("iid").asString(),
                list(row, "methods").filter(SlotTable::isHooked)
                        .map(method -> new Method(method.path("index").asInt(),
                                method.path("name").asString(),
                                method.path("signature").asString()))
                        .toList());
    }

    private static ClassId classId(JsonNode row) {
        return new ClassId(row.path("name").asString(), row.path("clsid").asString(),
                list(row, "implements").map(JsonNode::asString).toList());
    }

    private static CrossImport crossImport(JsonNode row) {
        return new CrossImport(row.path("name").asString(), row.path("from").asString(),
                row.path("into").asString(),
                List.of(row.path("msvcName").asString(), row.path("itaniumName").asString()));
    }
}
