package dev.fxprof.hooks.win64.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentListTest {
    @TempDir
    private Path folder;

    private ComponentList list(String text, String... needed) throws IOException {
        return ComponentList.read(Files.writeString(folder.resolve("components.json"), text),
                List.of(needed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"a\"]", "[\"a\", \"b\"]\n", "[\n\t\"a\",\r\n\t\"b\"\r\n]\r\n",
            "[ \"a]\" ]"})
    void shouldPutTheAgentAtTheEndAndLeaveTheRest(String before) throws IOException {
        String with = list(before).withAgent();

        assertThat(with).contains(", \"fxprof:agent\"");
        ComponentList after = list(with, "fxprof:agent");
        assertThat(after.hasAgent()).isTrue();
        assertThat(after.withAgent()).isEqualTo(with);
        assertThat(after.withoutAgent()).isEqualTo(before);
    }

    @Test
    void shouldTakeTheAgentOutWhereverItStands() throws IOException {
        assertThat(list("[\"fxprof:agent\", \"a\"]").withoutAgent()).isEqualTo("[\"a\"]");
        assertThat(list("[\"fxprof:agent\"]").withoutAgent()).isEqualTo("[]");
        assertThat(list("[\"a\"]").withoutAgent()).isEqualTo("[\"a\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[\"a\"", "\"fxprof:agent\""})
    void shouldRefuseWhatIsNoListOfNames(String text) {
        assertThatThrownBy(() -> list(text)).isInstanceOf(AgentException.class)
                .hasMessageContaining("components.json is no");
    }

    @Test
    void shouldRefuseAServerThatLacksWhatTheAgentNeeds() {
        assertThatThrownBy(() -> list("[\"a\"]", "a", "b")).isInstanceOf(AgentException.class)
                .hasMessageContaining("does not list b");
        assertThatThrownBy(() -> ComponentList.read(folder.resolve("none"), List.of()))
                .isInstanceOf(AgentException.class).hasMessageContaining("none is not there");
    }
}
