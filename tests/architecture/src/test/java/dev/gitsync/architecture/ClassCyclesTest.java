package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gitsync.architecture.fixture.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClassCyclesTest {
    @Test
    void classesHaveNoCyclesWithoutAReason() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path module : Modules.all()) {
            sources.putAll(sources(module));
        }
        Map<String, Set<String>> dependencies = ClassCycles.dependencies(Modules.classes());

        assertThat(dependencies.keySet()).containsAll(withCode(sources));
        assertThat(new ClassCycles(dependencies, sources).withoutReason()).isEmpty();
    }

    @Test
    void findsCycleOfCompiledClasses() {
        JavaClasses classes = new ClassFileImporter().importPackagesOf(Product.class);
        Map<String, Set<String>> dependencies = ClassCycles.dependencies(classes);
        Map<String, String> sources = new HashMap<>();
        dependencies.keySet().forEach(type -> sources.put(type, ""));

        assertThat(new ClassCycles(dependencies, sources).withoutReason())
                .containsExactly(Set.of(Product.class.getName(), Product.class.getPackageName() + ".ProductUser"));
    }

    @Test
    void findsCycleOfThree() {
        assertThat(cycles(Map.of("p.A", Set.of("p.B"), "p.B", Set.of("p.C"), "p.C", Set.of("p.A")), Map.of())
                        .withoutReason())
                .containsExactly(Set.of("p.A", "p.B", "p.C"));
        assertThat(cycles(Map.of("p.A", Set.of("p.B", "p.C"), "p.B", Set.of("p.C")), Map.of())
                        .withoutReason())
                .isEmpty();
    }

    @Test
    void sealedTypeAndItsCasesCountAsOne() {
        Map<String, String> sealed = Map.of("p.A", "public sealed interface A permits B, C {}");
        Map<String, Set<String>> dependencies =
                Map.of("p.A", Set.of("p.B", "p.C"), "p.B", Set.of("p.A"), "p.C", Set.of("p.A"));

        assertThat(cycles(dependencies, sealed).withoutReason()).isEmpty();
        assertThat(cycles(dependencies, Map.of()).withoutReason()).hasSize(1);
        assertThat(cycles(Map.of("p.A", Set.of("p.B", "p.C"), "p.B", Set.of("p.D"), "p.D", Set.of("p.A")), sealed)
                        .withoutReason())
                .containsExactly(Set.of("p.A", "p.D"));
    }

    @Test
    void classAndItsBuilderCountAsOne() {
        assertThat(cycles(Map.of("p.A", Set.of("p.ABuilder"), "p.ABuilder", Set.of("p.A")), Map.of())
                        .withoutReason())
                .isEmpty();
    }

    @Test
    void cycleMayHaveAReason() {
        Map<String, Set<String>> dependencies = Map.of("p.A", Set.of("p.B"), "p.B", Set.of("p.A"));
        Map<String, String> reason =
                Map.of("p.B", "/**\n * Fixture. In a class\n * cycle with {@link A}: it must be.\n */\nclass B {}");

        assertThat(cycles(dependencies, reason).withoutReason()).isEmpty();
    }

    private static ClassCycles cycles(Map<String, Set<String>> dependencies, Map<String, String> sources) {
        Map<String, String> all = new HashMap<>(sources);
        dependencies.forEach((from, targets) -> {
            all.putIfAbsent(from, "");
            targets.forEach(to -> all.putIfAbsent(to, ""));
        });
        return new ClassCycles(dependencies, all);
    }

    /** The names of those that are no {@code package-info}. */
    private static Set<String> withCode(Map<String, String> sources) {
        return sources.keySet().stream().filter(name -> !name.endsWith("-info")).collect(Collectors.toSet());
    }

    private static Map<String, String> sources(Path module) throws IOException {
        Path folder = Modules.sources(module);
        Map<String, String> sources = new HashMap<>();
        Modules.files(folder).forEach((file, text) -> {
            String name = folder.relativize(file).toString();
            sources.put(name.substring(0, name.length() - ".java".length()).replaceAll("[/\\\\]", "."), text);
        });
        return sources;
    }
}
