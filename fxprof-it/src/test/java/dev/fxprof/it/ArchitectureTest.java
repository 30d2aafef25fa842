package dev.fxprof.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final int MOST_LINES = 400;
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

    private static JavaClasses classes;

    @BeforeAll
    static void load() {
        classes = new ClassFileImporter().importPackages("dev.fxprof.api",
                "dev.fxprof.ringbuffer", "dev.fxprof.lua", "dev.fxprof.hooks",
                "dev.fxprof.scheduler", "dev.fxprof.export", "dev.fxprof.live",
                "dev.fxprof.simulator", "dev.fxprof.cli");
    }

    @ParameterizedTest
    @CsvSource({"api,''", "ringbuffer,api", "lua,api", "export,api",
            "hooks.win64,api ringbuffer", "hooks.lua,api ringbuffer", "scheduler,api lua",
            "live,api export", "simulator,api ringbuffer lua scheduler",
            "cli,api ringbuffer lua scheduler export live hooks.win64 hooks.lua simulator"})
    void shouldKnowOnlyTheModulesThatTheDesignAllows(String module, String known) {
        List<String> allowed = new ArrayList<>(List.of(packages(module)));
        for (String other : known.split(" ")) {
            if (!other.isEmpty()) {
                allowed.add(packages(other));
            }
        }
        assertThat(classes.that(resideInAnyPackage(packages(module)))).isNotEmpty();
        classes().that().resideInAPackage(packages(module)).should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.fxprof..")
                        .or(resideInAnyPackage(allowed.toArray(String[]::new))))
                .check(classes);
    }

    private static String packages(String module) {
        return "dev.fxprof." + module + "..";
    }

    @Test
    void shouldKeepTheLuaEngineBehindItsInterface() {
        noClasses().that().resideOutsideOfPackage("dev.fxprof.lua.luaj").should()
                .dependOnClassesThat().resideInAPackage("org.luaj..").check(classes);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("dev.fxprof.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void shouldPrintOnlyInTheCommand() {
        noClasses().that().resideOutsideOfPackage("dev.fxprof.cli").should(ACCESS_STANDARD_STREAMS)
                .check(classes);
    }

    /** Two modules are built at a time, but nothing may run beside tests that measure time. */
    @Test
    void shouldRunTheIntegrationTestsOnceAllOtherModulesAreDone() {
        String needed = Folders.read(Folders.project().resolve("fxprof-it/pom.xml"));
        List<String> modules = MODULE
                .matcher(Folders.read(Folders.project().resolve("pom.xml"))).results()
                .map(module -> module.group(1)).filter(module -> !module.equals("fxprof-it"))
                .toList();
        assertThat(modules).contains("fxprof-api", "fxprof-cli").allSatisfy(module -> assertThat(
                needed).contains(
                        "<dependency><groupId>dev.fxprof</groupId><artifactId>" + module
                                + "</artifactId>"));
    }

    @Test
    void shouldKeepEveryClassShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path module : Folders.list(Folders.project())) {
            if (Files.isDirectory(module.resolve("src"))) {
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> Folders.read(file).lines().count() > MOST_LINES)
                            .forEach(file -> tooLong.add(file.toString()));
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }
}
