package dev.fxprof.export.cpuprofile;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.ReadSites;
import dev.fxprof.export.json.JsonInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The call tree of a profile: each node is a function, called from that of its parent. */
final class ProfileNodes {
    static final int NONE = -1;

    private static final int MOST = 1 << 21;

    /** Each node is named by its parent at most, and names its parent. */
    private static final int MOST_EDGES = 2 * MOST;
    /** V8 takes no more than 255 functions apart. */
    private static final int MOST_DEPTH = 1 << 12;

    /** What a node stands for. */
    enum Role {
        FUNCTION, ROOT, IDLE, PROGRAM, COLLECTOR
    }

    /** A function as the file has it. */
    record Function(String name, String url, int line) {
        Role role() {
            if (!url.isEmpty()) {
                return Role.FUNCTION;
            }
            return switch (name) {
                case "(root)" -> Role.ROOT;
                case "(idle)" -> Role.IDLE;
                case "(program)" -> Role.PROGRAM;
                case "(garbage collector)" -> Role.COLLECTOR;
                default -> Role.FUNCTION;
            };
        }
    }

    private final Map<Long, Integer> byId = new HashMap<>();
    private final List<Function> functions = new ArrayList<>();
    private int[] parent = new int[256];
    private int[] depth;
    private int[] outermost;
    private int tooDeep;
    private int[] site;
    private String[] owner;
    private long[] edgeChild = new long[256];
    private int[] edgeParent = new int[256];
    private int edges;
    private long edgesLeft;
    private int[] path = new int[64];

    /** Adds a node below none; its id need not be known yet. */
    int add(JsonInput in) throws MalformedTraceException {
        int index = functions.size();
        if (index == MOST) {
            throw in.expected("at most " + MOST + " nodes");
        }
        functions.add(null);
        if (index == parent.length) {
            parent = Arrays.copyOf(parent, 2 * index);
        }
        parent[index] = NONE;
        return index;
    }

    /** Says what a node is; of two nodes of one id the first counts. */
    void set(int node, long id, Function function) {
        functions.set(node, function);
        byId.putIfAbsent(id, node);
    }

    void parent(int node, int above) {
        parent[node] = above;
    }

    /** Says that the node of an id, known or not, is below another. */
    void child(int above, long id) {
        if (edges == MOST_EDGES) {
            edgesLeft++;
            return;
        }
        if (edges == edgeChild.length) {
            edgeChild = Arrays.copyOf(edgeChild, 2 * edges);
            edgeParent = Arrays.copyOf(edgeParent, 2 * edges);
        }
        edgeChild[edges] = id;
        edgeParent[edges++] = above;
    }

    /** Says that a node is below that of an id, known or not. */
    void parentId(int node, long id) {
        child(-node - 2, id);
    }

    int size() {
        return functions.size();
    }

    int find(long id) {
        return byId.getOrDefault(id, NONE);
    }

    Role role(int node) {
        return functions.get(node).role();
    }

    int parent(int node) {
        return parent[node];
    }

    /** Functions above a node that stand on the stack. */
    int depth(int node) {
        return depth[node];
    }

    /** The outermost function above a node, or itself. */
    int outermost(int node) {
        return outermost[node];
    }

    /** How many nodes were taken out of their places, as they stood too deep. */
    int tooDeep() {
        return tooDeep;
    }

    /** How many ties of nodes were left out, as there are more than nodes. */
    long edgesLeft() {
        return edgesLeft;
    }

    int site(int node) {
        return site[node];
    }

    String owner(int node) {
        return owner[node];
    }

    /** Ties the nodes and gives each a site; returns how many nodes were their own ancestors. */
    int resolve(ReadSites sites) {
        int size = functions.size();
        for (int i = 0; i < edges; i++) {
            int other = find(edgeChild[i]);
            if (other != NONE && edgeParent[i] >= 0) {
                parent[other] = edgeParent[i];
            } else if (other != NONE) {
                parent[-edgeParent[i] - 2] = other;
            }
        }
        functions.replaceAll(function -> function == null ? new Function("", "", 0) : function);
        depth = new int[size];
        outermost = new int[size];
        site = new int[size];
        owner = new String[size];
        boolean[] isOnPath = new boolean[size];
        int cycles = 0;
        for (int i = 0; i < size; i++) {
            cycles += place(i, isOnPath, sites);
        }
        return cycles;
    }

    /** Places a node and those above it, the outermost first; returns 1 if they went in a circle. */
    private int place(int from, boolean[] isOnPath, ReadSites sites) {
        int length = 0;
        int node = from;
        while (node != NONE && site[node] == 0 && !isOnPath[node]) {
            if (length == path.length) {
                path = Arrays.copyOf(path, 2 * length);
            }
            path[length++] = node;
            isOnPath[node] = true;
            node = parent[node];
        }
        int cycles = 0;
        if (node != NONE && isOnPath[node]) {
            parent[path[length - 1]] = NONE;
            cycles = 1;
        }
        while (length > 0) {
            int next = path[--length];
            isOnPath[next] = false;
            place(next, sites);
        }
        return cycles;
    }

    /** Gives a node its depth and site once those above it have theirs. */
    private void place(int node, ReadSites sites) {
        int above = parent[node];
        boolean isOutermost = above == NONE || role(above) == Role.ROOT;
        if (!isOutermost && depth[above] == MOST_DEPTH) {
            tooDeep++;
            isOutermost = true;
        }
        if (isOutermost) {
            parent[node] = NONE;
        }
        depth[node] = isOutermost ? 0 : depth[above] + 1;
        outermost[node] = isOutermost ? node : outermost[above];
        Function function = functions.get(node);
        String named = ScriptOwner.of(function.url);
        owner[node] = named != null
                ? named
                : isOutermost ? ScriptOwner.UNKNOWN : owner[above];
        String name = function.name.isEmpty() ? "(anonymous)" : function.name;
        boolean isProgram = function.role() == Role.PROGRAM;
        site[node] = sites.intern(owner[node],
                isProgram ? ScriptRuntime.ENGINE : ScriptRuntime.JAVASCRIPT,
                isProgram ? SpanKind.REGION : SpanKind.FUNCTION, name, function.url,
                function.line);
    }
}
