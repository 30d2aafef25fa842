package dev.fxprof.simulator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundStatementTest {
    @Test
    void shouldKeepPositionalParameters() {
        assertThat(BoundStatement.bind("SELECT ? WHERE a = '?' AND b = ?", List.of(1L, "x")))
                .isEqualTo(new BoundStatement("SELECT ? WHERE a = '?' AND b = ?",
                        List.of(1L, "x")));
    }

    @Test
    void shouldFillGapsWithNulls() {
        assertThat(BoundStatement.bind("VALUES (?, ?, ?)", Map.of(1L, "a", 3L, "c")).values())
                .isEqualTo(Arrays.asList("a", null, "c"));
        assertThat(BoundStatement.bind("VALUES (?, ?)", null).values())
                .isEqualTo(Arrays.asList(null, null));
    }

    @Test
    void shouldRefuseMoreParametersThanPlaceholders() {
        assertThatThrownBy(() -> BoundStatement.bind("SELECT ?", List.of(1L, 2L)))
                .hasMessage("Expected 1 parameters, but received 2.");
    }

    @Test
    void shouldReplaceNamedParametersHoweverTheyAreWritten() {
        BoundStatement expected = new BoundStatement("UPDATE t SET a = ?, b = ? WHERE c = '@a'",
                List.of(1L, 2L));
        assertThat(BoundStatement.bind("UPDATE t SET a = @a, b = :b WHERE c = '@a'",
                Map.of("@a", 1L, "b", 2L))).isEqualTo(expected);
    }

    @Test
    void shouldLeaveUserVariablesAndAssignmentsAlone() {
        assertThat(BoundStatement.bind("SET @n := @@sql_mode, @x = @id", Map.of("id", 5L)))
                .isEqualTo(new BoundStatement("SET @n := @@sql_mode, @x = ?", List.of(5L)));
    }

    @Test
    void shouldTakeANameThatIsMissingAsNull() {
        assertThat(BoundStatement.bind("SELECT :a, :b", Map.of("a", 1L)).values())
                .isEqualTo(Arrays.asList(1L, null));
    }

    @Test
    void shouldExpandLists() {
        assertThat(BoundStatement.bind("SELECT 1 WHERE a IN (?)",
                List.of(List.of("x", "y", "z"))).sql())
                .isEqualTo("SELECT 1 WHERE a IN (?, ?, ?)");
        assertThat(BoundStatement.bind("INSERT INTO t VALUES ?",
                List.of(List.of(List.of(1L, 2L), List.of(3L, 4L)))))
                .isEqualTo(new BoundStatement("INSERT INTO t VALUES (?, ?), (?, ?)",
                        List.of(1L, 2L, 3L, 4L)));
    }

    @Test
    void shouldQuoteIdentifiers() {
        assertThat(BoundStatement.bind("SELECT ?? FROM ?? WHERE a = ?",
                List.of("na`me", "db.t", 1L)))
                .isEqualTo(new BoundStatement("SELECT `na``me` FROM `db`.`t` WHERE a = ?",
                        List.of(1L)));
    }
}
