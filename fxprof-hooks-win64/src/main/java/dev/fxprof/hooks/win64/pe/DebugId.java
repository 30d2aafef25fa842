package dev.fxprof.hooks.win64.pe;

/**
 * Which symbol file belongs to an image.
 *
 * @param guid as in 4720A986-EAA6-4ECC-A31F-2CE2BBF569F7
 * @param age how often the symbols were written for it
 * @param path where the linker put the symbol file
 */
public record DebugId(String guid, long age, String path) {
    /**
     * The name without its folder.
     *
     * @return such as citizen-scripting-lua.pdb
     */
    public String file() {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
