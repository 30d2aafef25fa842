package dev.fxprof.simulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {
    @Test
    void shouldSplitAtSemicolonsOutsideOfStringsAndComments() {
        assertThat(SqlScript.split("""
                -- a comment; with a semicolon
                CREATE TABLE a (x INT);
                INSERT INTO a VALUES ('it''s; \\'quoted\\''), ("b;");
                # another;
                INSERT INTO `b;c` VALUES (1) /* ; */ ;
                """)).extracting(SqlScript.Statement::text).containsExactly(
                "CREATE TABLE a (x INT)",
                "INSERT INTO a VALUES ('it''s; \\'quoted\\''), (\"b;\")",
                "INSERT INTO `b;c` VALUES (1) /* ; */");
    }

    @Test
    void shouldCountLinesOfTheFile() {
        assertThat(SqlScript.split("\uFEFF\n\nSELECT 1;\r\n\r\n  SELECT\n2;SELECT 3"))
                .containsExactly(new SqlScript.Statement(3, "SELECT 1"),
                        new SqlScript.Statement(5, "SELECT\n2"),
                        new SqlScript.Statement(6, "SELECT 3"));
    }

    @Test
    void shouldHonourDelimiters() {
        assertThat(SqlScript.split("""
                SELECT 1;
                DELIMITER $$
                CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END$$
                DELIMITER ;
                SELECT 2;
                """)).extracting(SqlScript.Statement::text).containsExactly("SELECT 1",
                "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END", "SELECT 2");
    }

    @Test
    void shouldKeepWhatIsExecutedInSpecialComments() {
        assertThat(SqlScript.split("/*!40101 SET NAMES utf8 */;\n;;\nSELECT 1 -- end"))
                .extracting(SqlScript.Statement::text)
                .containsExactly("/*!40101 SET NAMES utf8 */", "SELECT 1 -- end");
    }

    @Test
    void shouldEndAStringThatNeverEndsAtTheEndOfTheFile() {
        assertThat(SqlScript.split("SELECT 'a; b")).extracting(SqlScript.Statement::text)
                .containsExactly("SELECT 'a; b");
    }
}
