package dev.fxprof.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");

    @TempDir
    Path folder;

    private Scenario read(String text) throws IOException {
        return ScenarioReader.read(Files.writeString(folder.resolve("players.yml"), text));
    }

    @Test
    void shouldReadStatesEventsRepliesAndTimes() throws IOException {
        Scenario scenario = read("""
                enter:
                  spawning: [{ name: ready, args: [1, {job: cook, none: null, tags: [a, b]}] }]
                states:
                  spawning: { meanSeconds: 3, next: { idle: 1, leaving: 0.5 } }
                  idle:
                    events:
                      - { name: ping, perSecond: 0.5, args: ["$int:-5:5", "$x"] }
                replies:
                  ask: { name: told, afterMillis: [10, 20], probability: 0.5 }
                timeline:
                  - { at: 9.5, name: late }
                  - { at: 2, player: 3, name: early }
                """);
        Map<String, Object> job = new LinkedHashMap<>(
                Map.of("job", "cook", "tags", List.of("a", "b")));
        job.put("none", null);
        assertThat(scenario.enter().get("spawning").getFirst().args()).isEqualTo(
                List.of(1, job));
        assertThat(scenario.states().get("spawning"))
                .isEqualTo(new Scenario.State(3, Map.of("idle", 1.0, "leaving", 0.5), List.of()));
        assertThat(scenario.states().get("idle").meanSeconds()).isEqualTo(10);
        assertThat(scenario.replies().get("ask"))
                .isEqualTo(new Scenario.Reply("told", 10, 20, 0.5, List.of()));
        assertThat(scenario.timeline()).extracting(Scenario.Timed::atSeconds).containsExactly(2.0,
                9.5);
        assertThat(scenario.timeline()).extracting(Scenario.Timed::player).containsExactly(3, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"players-esx.yml", "players-qb.yml"})
    void shouldReadTheExamples(String file) throws IOException {
        assertThat(ScenarioReader.read(EXAMPLES.resolve(file)).states()).containsKey("walking");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {states: {spawning: {next: {b: 1}}}} | states.spawning.next.b is not a state; expected one of [spawning]
            {states: {a: {}}} | states must hold spawning, in which a client begins
            {states: {spawning: {}}, enter: {spawnign: []}} | enter.spawnign is not a state; expected one of [spawning]
            {staets: {}} | the file has the unknown key staets; expected [enter, replies, states, timeline]
            {states: {a: {meanSeconds: -1}}} | states.a.meanSeconds must be a number that is not negative
            {states: {a: {events: [{perSecond: 1}]}}} | states.a.events[0].name must be the name of an event
            {states: {a: {events: [{name: e, args: ["$int:1"]}]}}} | states.a.events[0].args holds $int:1; expected such as $int:1:100
            {states: {spawning: {}}, enter: {spawning: [{name: e, perSecond: 1}]}} | enter.spawning[0] has the unknown key perSecond; expected [args, name]
            {timeline: [{at: 1, player: 0, name: e}]} | timeline[0].player must be a number from 1; leave it out for all players
            {replies: {a: {name: b, afterMillis: 5}}} | replies.a.afterMillis must be two numbers, the shortest and the longest
            [] | the file must hold some of the keys [enter, replies, states, timeline]
            """)
    void shouldSayWhereAFileIsWrong(String text, String expected) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidInputException.class)
                .hasMessage(folder.resolve("players.yml") + ": " + expected);
    }

    @Test
    void shouldSayWhereTheSyntaxIsWrong() {
        assertThatThrownBy(() -> read("states:\n  a: [1\n")).isInstanceOf(
                InvalidInputException.class).hasMessageMatching(
                        "\\Q" + folder + "\\E/players.yml:\\d+:\\d+ is not valid YAML or JSON: .+");
    }
}
