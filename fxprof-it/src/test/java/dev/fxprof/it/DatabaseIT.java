package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Scripts that use oxmysql and mysql-async, on each database and on each engine. */
@ParameterizedClass(name = "{0} {1}")
@CsvSource({"mariadb, lua54", "h2, lua54", "h2, luaj"})
class DatabaseIT {
    private static World world;

    @Parameter(0)
    private String database;
    @Parameter(1)
    private String engine;

    @BeforeParameterizedClassInvocation
    static void run(String database, String engine) {
        Path out = Folders.fresh("databaseit-" + database + "-" + engine);
        List<String> options = new java.util.ArrayList<>(
                List.of("--engine", engine, "--duration", "120t"));
        if (database.equals("mariadb")) {
            Requirement.require(Requirement.runs("mariadbd", "--version"), "DatabaseIT",
                    "mariadb-server is not installed");
        } else {
            options.addAll(List.of("--mysql", "h2"));
        }
        world = World.named("database", out, options.toArray(String[]::new));
    }

    private String line(String first) {
        return world.printed("bank").stream().filter(line -> line.startsWith(first + " "))
                .findFirst().map(line -> line.substring(first.length() + 1)).orElse("");
    }

    @Test
    void shouldRunEveryScriptToItsEnd() {
        assertThat(world.printed("bank")).contains("ready").endsWith("done");
        assertThat(world.json().path("scriptErrors").asInt(-1)).isZero();
        assertThat(world.json().path("failedResources")).isEmpty();
    }

    @Test
    void shouldSayWhichDatabaseItWas() {
        assertThat(world.json().path("database").asString())
                .startsWith(database.equals("h2") ? "H2 2" : "MariaDB 1");
    }

    @Test
    void shouldGiveResultsAsOxmysqlDoes() {
        assertThat(line("update")).isEqualTo("2");
        assertThat(line("row")).isEqualTo(
                "1 105 2.50 false it's; \"new\" 1767323045000 number");
        assertThat(line("null")).isEqualTo("nil nil");
        assertThat(line("scalar")).isEqualTo("2 true");
        assertThat(line("rows")).isEqualTo("2 ann bob 0");
        assertThat(line("case")).isEqualTo("ann");
        assertThat(line("header")).isEqualTo("1");
        assertThat(line("upsert")).isEqualTo("true 99");
    }

    @Test
    void shouldPrepareStatements() {
        assertThat(line("prepare")).isEqualTo("7 false");
        assertThat(line("batch")).isEqualTo("1 1");
    }

    @Test
    void shouldCommitAndRollBack() {
        assertThat(line("commit")).isEqualTo("true");
        assertThat(line("rollback")).startsWith("false ");
        assertThat(line("after")).isEqualTo("23");
    }

    @Test
    void shouldUnderstandTheDialect() {
        assertThat(line("file")).isEqualTo("first; 'quoted' 9007199254740993");
        assertThat(line("json")).isEqualTo("3 \"vip\"");
        assertThat(line("dates")).isEqualTo("1");
    }

    @Test
    void shouldAnswerInOrderAndNeverAtOnce() {
        assertThat(line("at once")).isEqualTo("0");
        assertThat(line("order")).isEqualTo("1 2 3");
        assertThat(line("store")).isEqualTo("4");
    }

    @Test
    void shouldServeMysqlAsyncAndBareExports() {
        assertThat(world.printed("old")).containsExactly("changed 1", "rows 1 3", "sync 3",
                "export 5");
        assertThat(world.printed("direct")).containsExactly("async 6", "callback 7",
                "ghmatti 8");
    }

    @Test
    void shouldLoadTheFilesAndLeaveOutWhatNamesDatabases() {
        assertThat(world.json().path("sqlFiles").valueStream()
                .map(file -> file.path("file").asString() + " " + file.path("statements") + " "
                        + file.path("refused")))
                .containsExactly("bank/sql/1_tables.sql 3 0", "bank/sql/2_more.sql 1 1");
    }

    @Test
    void shouldListWhatTheDatabaseRefusedOnceWithResourceAndLine() {
        List<JsonNode> refused = world.json().path("refusedStatements").valueStream().toList();
        assertThat(refused).allSatisfy(
                statement -> assertThat(statement.path("reason").asString()).isNotBlank());
        assertThat(refused).anySatisfy(statement -> {
            assertThat(statement.path("where").asString()).isEqualTo("bank/sql/2_more.sql:6");
            assertThat(statement.path("resource").asString()).isEqualTo("bank");
        });
        List<JsonNode> select = refused.stream().filter(statement -> statement
                .path("statement").asString().equals("SELECT nothing FROM nowhere")).toList();
        assertThat(select).hasSize(1);
        assertThat(select.getFirst().path("resource").asString()).isEqualTo("bank");
        // LuaJ keeps no line for a call that goes on.
        assertThat(select.getFirst().path("where").asString()).isEqualTo(
                engine.equals("lua54") ? "bank/server.lua:" + refusedLine() : "");
    }

    private static int refusedLine() {
        List<String> lines = Folders
                .read(Folders.resource("world/database/[core]/bank/server.lua")).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("'SELECT nothing FROM nowhere'")) {
                return i + 1;
            }
        }
        return 0;
    }

    @Test
    void shouldLetScriptsOutOfTheDatabaseNowhere() {
        assertThat(world.printed("bank").stream().filter(line -> line.startsWith("out ")))
                .hasSize(8).containsOnly("out false");
    }

    @Test
    void shouldSayWhatIsWrongWithAnArgument() {
        assertThat(line("parameters")).isEqualTo("false");
        assertThat(line("type")).contains("First argument expected string, received 'nil'");
        assertThat(world.printed("bank")).doesNotContain("a callback after an error");
    }
}
