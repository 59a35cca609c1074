package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.javapoet.ClassName;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** Spring's ahead-of-time processing of an application with the starter: its hints, and its code, which compiles. */
class AheadOfTimeTest {
    private static final String SCRIPTS = "dev/gitsync/jdbi/migration/";

    @TempDir
    private Path folder;

    /** Processes an application as {@code process-aot} does. */
    private RuntimeHints process() {
        try (var application = new GenericWebApplicationContext()) {
            application
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test", Map.of("gitsync.storage", "postgresql", "gitsync.spaces", "handbook")));
            new AnnotatedBeanDefinitionReader(application).register(TestApplication.Basis.class, TestDatabase.class);
            var generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get("dev.gitsync.spring", "Aot")),
                    new FileSystemGeneratedFiles(kind -> folder.resolve(kind.name())));
            new ApplicationContextAotGenerator().processAheadOfTime(application, generation);
            generation.writeGeneratedContent();
            return generation.getRuntimeHints();
        }
    }

    @Test
    void generatesCodeThatCompilesForEveryBean() throws IOException {
        process();

        List<String> sources;
        try (Stream<Path> files = Files.walk(folder.resolve("SOURCE"))) {
            sources = files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
        assertThat(sources)
                .anyMatch(source -> source.endsWith("GitSyncObservationAutoConfiguration__BeanDefinitions.java"));
        StringWriter problems = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-d",
                    Files.createDirectory(folder.resolve("out")).toString());
            boolean isCompiled = compiler.getTask(
                            problems, files, null, options, null, files.getJavaFileObjectsFromStrings(sources))
                    .call();
            assertThat(isCompiled).as(problems.toString()).isTrue();
        }
    }

    @Test
    void hintsNameWhatIsReadByName() throws Exception {
        RuntimeHints hints = process();

        assertThat(scripts())
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        script -> assertThat(RuntimeHintsPredicates.resource().forResource(script))
                                .accepts(hints));
        assertThat(RuntimeHintsPredicates.resource().forBundle("org.eclipse.jgit.internal.JGitText"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.resource().forBundle("org.eclipse.jgit.http.server.HttpServerText"))
                .accepts(hints);
        for (String messages :
                List.of("org.eclipse.jgit.internal.JGitText", "org.eclipse.jgit.http.server.HttpServerText")) {
            Class<?> type = Class.forName(messages);
            assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
        }
        assertThat(RuntimeHintsPredicates.reflection().onType(GitSyncProperties.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(GitSyncProperties.AccessRules.class))
                .accepts(hints);
    }

    /** The scripts that gitsync-jdbi contains. */
    private static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>();
        for (Resource script :
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + SCRIPTS + "**/*.sql")) {
            String url = script.getURL().toString();
            scripts.add(url.substring(url.lastIndexOf(SCRIPTS)));
        }
        return scripts;
    }
}
