package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds the class that breaks it; the classes are compiled here, since no module may have them. */
class ArchitectureRulesTest {
    /** By name, the type of the only field of a class. */
    private static final Map<String, String> FIXTURES = Map.ofEntries(
            Map.entry("dev.gitsync.internal.Inner", "String"),
            Map.entry("dev.gitsync.redis.internal.Inner", "String"),
            Map.entry("dev.gitsync.one.Circular", "dev.gitsync.two.Circular"),
            Map.entry("dev.gitsync.two.Circular", "dev.gitsync.one.Circular"),
            Map.entry("dev.gitsync.model.KnowsHttp", "jakarta.servlet.ServletRequest"),
            Map.entry("dev.gitsync.model.KnowsAdapter", "dev.gitsync.redis.internal.Inner"),
            Map.entry("dev.gitsync.jdbi.KnowsAdapter", "dev.gitsync.redis.internal.Inner"),
            Map.entry("dev.gitsync.servlet.KnowsInternals", "dev.gitsync.internal.Inner"),
            Map.entry("dev.gitsync.jdbi.KnowsInternals", "dev.gitsync.internal.Inner"),
            Map.entry("dev.gitsync.demo.KnowsInternals", "dev.gitsync.redis.internal.Inner"),
            Map.entry("dev.gitsync.testkit.KnowsDemo", "dev.gitsync.demo.KnowsInternals"),
            Map.entry("dev.gitsync.store.KnowsJGit", "org.eclipse.jgit.internal.storage.file.FileRepository"));

    @TempDir
    private static Path folder = Path.of("");

    private static JavaClasses broken = new ClassFileImporter().importPackages();

    @BeforeAll
    static void compileFixtures() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path", "."));
        List<Source> sources = new ArrayList<>();
        FIXTURES.forEach((name, field) -> sources.add(new Source(name, field)));
        assertThat(compiler.getTask(output, null, null, options, null, sources).call())
                .as(output.toString())
                .isTrue();
        broken = new ClassFileImporter().importPath(folder);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(ArchitectureRules.packagesHaveNoCycles(), "dev.gitsync.one.Circular"),
                Arguments.of(ArchitectureRules.coreKnowsNoHttpNoSqlNoRedis(), "dev.gitsync.model.KnowsHttp"),
                Arguments.of(ArchitectureRules.coreKnowsNoOtherModule(), "dev.gitsync.model.KnowsAdapter"),
                Arguments.of(
                        ArchitectureRules.noPublishedModuleKnowsAnUnpublishedOne(), "dev.gitsync.testkit.KnowsDemo"),
                Arguments.of(
                        ArchitectureRules.adapterDoesNotKnowTheOthers("dev.gitsync.jdbi"),
                        "dev.gitsync.jdbi.KnowsAdapter"),
                Arguments.of(ArchitectureRules.onlyCoreKnowsItsInternals(), "dev.gitsync.jdbi.KnowsInternals"),
                Arguments.of(
                        ArchitectureRules.serversKnowOnlyWhatCoreHasForThem(), "dev.gitsync.servlet.KnowsInternals"),
                Arguments.of(
                        ArchitectureRules.onlyAdapterKnowsItsInternals("dev.gitsync.redis"),
                        "dev.gitsync.demo.KnowsInternals"),
                Arguments.of(
                        ArchitectureRules.internalsOfJGitAreImportedInFewPackages(), "dev.gitsync.store.KnowsJGit"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsClassThatBreaksTheRule(ArchRule rule, String broken) {
        assertThat(rule.evaluate(ArchitectureRulesTest.broken)
                        .getFailureReport()
                        .getDetails())
                .anySatisfy(detail -> assertThat(detail).contains(broken));
    }

    /** A class with one field. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String field) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            int dot = name.lastIndexOf('.');
            text = "package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1) + " { " + field
                    + " field; }";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
