package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"luaj", "lua54"})
class EventsIT {
    private static World world;

    @Parameter
    private String engine;

    @BeforeParameterizedClassInvocation
    static void run(String engine) {
        Path out = Folders.fresh("eventsit-" + engine);
        world = World.named("events", out, "--engine", engine, "--players", "8", "--duration",
                "100t");
    }

    @Test
    void shouldStartDependenciesFirstAndLoadSharedScriptsOfOthers() {
        assertThat(world.log()).startsWith("[script:z_core] starts",
                "[script:a_user] starts\thello\t42");
        assertThat(world.json().path("resources").asInt()).isEqualTo(2);
    }

    @Test
    void shouldCopyArgumentsOfExportsAndCallBack() {
        assertThat(world.printed("a_user")).containsSubsequence("called back from core",
                "mine 1 2", "theirs 2 3", "several results 1 nil three");
        assertThat(world.printed("z_core")).contains("callback returns answer");
        assertThat(world.printed("a_user")).contains("slow export x after a wait");
    }

    @Test
    void shouldRaiseTheErrorsOfExportsAtTheCaller() {
        assertThat(world.printed("a_user"))
                .contains("fails false @z_core/main.lua:16: export fails")
                .anyMatch(line -> line.startsWith("no export false")
                        && line.endsWith("No such export missing in resource z_core"));
    }

    @Test
    void shouldKnowTheInvokingResource() {
        assertThat(world.printed("a_user")).contains("direct call a_user");
    }

    @Test
    void shouldKeepGlobalsApart() {
        assertThat(world.printed("a_user")).contains("globals nil table");
        assertThat(world.printed("z_core")).contains("shared table is its own nil");
    }

    @Test
    void shouldRunNestedEventsWithCopiedArguments() {
        assertThat(world.printed("a_user")).containsSubsequence("outer begins 1", "inner 99",
                "outer ends", "not cancelled true", "sent 1");
        int inner = world.trace().where(
                site -> site.kind().equals("event") && site.name().equals("inner"))[0];
        assertThat(world.tree().ancestor(inner, "outer")).isNotEqualTo(TraceTree.NONE);
        assertThat(world.tree().parentName(inner)).isEqualTo("TRIGGER_EVENT_INTERNAL");
    }

    @Test
    void shouldRunTheOtherHandlersWhenOneFails() {
        assertThat(world.printed("a_user")).containsSubsequence("first handler fails",
                "second handler runs", "after the failure");
        assertThat(world.notices()).containsExactly(
                "script error in a_user: @a_user/server/handlers.lua:18: handler fails");
        assertThat(world.json().path("scriptErrors").asInt()).isEqualTo(1);
    }

    @Test
    void shouldCancelEvents() {
        assertThat(world.printed("a_user")).contains("cancelled false");
    }

    @Test
    void shouldDeliverNetEventsOnlyWhereTheyAreRegistered() {
        assertThat(world.printed("a_user")).anyMatch(line -> line.matches("net event number \\d+"))
                .noneMatch(line -> line.contains("did not register"));
        assertThat(world.json().path("unhandledNetEvents").asLong()).isPositive();
    }

    @Test
    void shouldDeliverLocalEventsWithAnEmptySource() {
        assertThat(world.printed("a_user")).contains("local event text true");
    }

    @Test
    void shouldBillAnExportToItsOwner() {
        LoadedTrace trace = world.trace();
        int call = trace.where(
                site -> site.kind().equals("export") && site.name().equals("several"))[0];
        assertThat(trace.site(call).resource()).isEqualTo("z_core");
        int caller = world.tree().encloser(call);
        assertThat(trace.site(caller).resource()).isEqualTo("a_user");
    }
}
