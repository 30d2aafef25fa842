package dev.fxprof.export.cpuprofile;

/** The resource that a script belongs to, by its address. */
final class ScriptOwner {
    static final String UNKNOWN = "unknown";

    private static final String RESOURCES = "/resources/";
    private static final String CITIZEN = "citizen";
    private static final String NODE = "node";

    private ScriptOwner() {
    }

    /** Name of the resource, or null if the address does not say. */
    static String of(String url) {
        String path = url.replace('\\', '/');
        if (path.startsWith("node:")) {
            return NODE;
        }
        if (path.startsWith("citizen:/") || path.startsWith("@citizen:/")) {
            return CITIZEN;
        }
        if (path.startsWith("@")) {
            return segment(path, 1);
        }
        int from = path.indexOf(RESOURCES);
        if (from < 0) {
            return null;
        }
        from += RESOURCES.length();
        // Folders in brackets hold resources, and are none.
        while (from < path.length() && path.charAt(from) == '[') {
            int slash = path.indexOf('/', from);
            from = slash < 0 ? path.length() : slash + 1;
        }
        return path.indexOf('/', from) < 0 ? null : segment(path, from);
    }

    private static String segment(String path, int from) {
        int slash = path.indexOf('/', from);
        String name = path.substring(from, slash < 0 ? path.length() : slash);
        return name.isEmpty() ? null : name;
    }
}
