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
class AwkwardScriptsIT {
    private static World world;

    @Parameter
    private String engine;

    @BeforeParameterizedClassInvocation
    static void run(String engine) {
        Path out = Folders.fresh("awkwardscriptsit-" + engine);
        world = World.named("awkward", out, "--engine", engine, "--players", "5", "--duration",
                "60t");
    }

    @Test
    void shouldGiveLocalEventsAnEmptySource() {
        assertThat(world.printed("caller")).contains("source string 0", "local source string 0");
    }

    @Test
    void shouldRemoveAHandlerByWhatAddingItReturned() {
        assertThat(world.printed("caller")).doesNotContain("never seen");
    }

    @Test
    void shouldCancelOneEventAndNoLaterOne() {
        assertThat(world.printed("caller")).contains("cancelled false true",
                "not cancelled true false");
    }

    @Test
    void shouldRunACommandInEveryResourceThatHasIt() {
        assertThat(world.printed("caller")).contains("shared two words");
        assertThat(world.printed("callee")).contains("shared two words");
    }

    @Test
    void shouldDeclareTheExportsOfAManifest() {
        assertThat(world.printed("caller")).contains("declared 42");
    }

    @Test
    void shouldWaitForCalleesThatWait() {
        assertThat(world.printed("caller")).containsSubsequence("waits 1 two", "object late!",
                "cannot travel false", "stopped false resource callee has stopped");
    }

    @Test
    void shouldWaitForEverWithoutRunningAtOnce() {
        assertThat(world.printed("caller")).doesNotContain("too early");
    }

    @Test
    void shouldNotRunATimerThatWasClearedInItsOwnTick() {
        assertThat(world.printed("caller")).contains("first timer")
                .doesNotContain("cleared timer ran");
    }

    @Test
    void shouldAwaitUntilThePromiseIsSettled() {
        assertThat(world.printed("caller")).contains("await right");
    }

    @Test
    void shouldSurviveAThreadResumedByHand() {
        assertThat(world.printed("caller")).contains("by hand true");
        assertThat(world.notices()).anyMatch(
                line -> line.endsWith("a script resumed the thread by hand"));
    }

    @Test
    void shouldLoadScriptsThatAreNotUtf8AndResourcesThatProvideAnother() {
        assertThat(world.printed("provider")).hasSize(1).allMatch(
                line -> line.endsWith(" -1216765807"));
        assertThat(world.json().path("failedResources")).isEmpty();
    }

    @Test
    void shouldLetScriptsRefuseAndDeferPlayers() {
        assertThat(world.printed("doorman")).contains("connecting Player 1 Player 1 true",
                "joining Player 2", "joining Player 4", "joining Player 5")
                .doesNotContain("joining Player 1", "joining Player 3");
    }

    @Test
    void shouldSurviveDroppingAPlayerWhoIsJoiningOrLeaving() {
        assertThat(world.printed("doorman")).contains("dropped Player 4 banned");
    }

    @Test
    void shouldSpreadVectorsIntoNatives() {
        assertThat(world.printed("doorman"))
                .contains("moved vector3(1.000000, 2.000000, 3.000000)");
    }
}
