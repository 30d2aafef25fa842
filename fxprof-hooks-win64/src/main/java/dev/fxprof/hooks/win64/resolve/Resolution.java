package dev.fxprof.hooks.win64.resolve;

import java.util.List;

/**
 * What hooks will find in a build of the server.
 *
 * @param build 16 hexadecimal digits that are the same for the same modules
 * @param platform the system it is built for
 * @param modules those that hooks have to do with and that it has
 * @param hooks all that there are, those by address last
 */
public record Resolution(String build, Platform platform, List<BuiltModule> modules,
        List<ResolvedHook> hooks) {
    /**
     * A module of the build.
     *
     * @param name its name without what the system puts around it
     * @param file its file
     * @param idKind rsds (GUID and age of its symbols), timestamp (and size in memory, where there is no
     *     GUID), build-id (Linux) or none
     * @param id which build it is, as symbol stores write it
     */
    public record BuiltModule(String name, String file, String idKind, String id) {}

    /**
     * Whether the agent gets in at all: what it knows of resources it learns from interfaces.
     *
     * @return whether a slot of an interface works
     */
    public boolean isSupported() {
        return hooks.stream().anyMatch(hook -> hook.way().orElse(null) instanceof Way.Slot);
    }

    /**
     * Whether everything gets in that does not need symbols.
     *
     * @return whether all work that are not optional
     */
    public boolean isComplete() {
        return hooks.stream().allMatch(hook -> hook.works() || hook.isOptional());
    }
}
