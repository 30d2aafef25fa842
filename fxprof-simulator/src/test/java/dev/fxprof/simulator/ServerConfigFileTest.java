package dev.fxprof.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigFileTest {
    @TempDir
    Path folder;

    private ServerConfigFile read(String text) throws IOException {
        return ServerConfigFile.read(Files.writeString(folder.resolve("server.cfg"), text));
    }

    @Test
    void shouldReadWhatIsStartedInItsOrder() throws IOException {
        assertThat(read("""
                # comment
                endpoint_add_tcp "0.0.0.0:30120"
                ensure chat   # and why
                start oxmysql
                ensure [core]
                ensure "with blank"
                ensure gone
                stop gone // again
                add_ace group.admin command allow
                """).ensured()).containsExactly("chat", "oxmysql", "[core]", "with blank");
    }

    @Test
    void shouldReadVariables() throws IOException {
        assertThat(read("""
                set plain value
                sets tags "default, esx # not a comment"
                setr replicated "a \\"quoted\\" word"
                sv_maxclients 10
                set empty ""
                """).convars()).containsEntry("plain", "value")
                .containsEntry("tags", "default, esx # not a comment")
                .containsEntry("replicated", "a \"quoted\" word")
                .containsEntry("sv_maxclients", "10").containsEntry("empty", "");
    }

    @Test
    void shouldFollowOtherFiles() throws IOException {
        Files.writeString(folder.resolve("more.cfg"), "ensure b\nset x 1\n");
        assertThat(read("ensure a\nexec more.cfg\nensure c\n").ensured()).containsExactly("a", "b",
                "c");
    }

    @Test
    void shouldSayWhereAFileIsWrong() {
        assertThatThrownBy(() -> read("ensure a\nensure\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(folder.resolve("server.cfg") + ":2: ensure expects a name");
        assertThatThrownBy(() -> read("set a\n")).hasMessageEndingWith(
                ":1: set expects a name and a value");
        assertThatThrownBy(() -> read("exec nothing.cfg\n"))
                .hasMessageContaining("nothing.cfg").hasMessageEndingWith("there is no such file");
        assertThatThrownBy(() -> read("exec server.cfg\n"))
                .hasMessageEndingWith("does one execute itself?");
    }
}
