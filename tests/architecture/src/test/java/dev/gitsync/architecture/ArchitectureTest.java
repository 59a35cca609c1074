package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    /** Those that are not published, and the one whose framework is not on the class path of these tests. */
    private static final Set<String> UNREFLECTED = Set.of("demo", "examples", "benchmarks", "tests", "spring");

    private final JavaClasses classes = Modules.classes();

    static Stream<ArchRule> rules() {
        List<ArchRule> rules = new ArrayList<>(List.of(
                ArchitectureRules.packagesHaveNoCycles(),
                ArchitectureRules.coreKnowsNoHttpNoSqlNoRedis(),
                ArchitectureRules.coreKnowsNoOtherModule(),
                ArchitectureRules.noPublishedModuleKnowsAnUnpublishedOne(),
                ArchitectureRules.onlyCoreKnowsItsInternals(),
                ArchitectureRules.serversKnowOnlyWhatCoreHasForThem(),
                ArchitectureRules.watchedRepositoriesExtendForwardingOnes(),
                ArchitectureRules.localRemotesKnowOnlyTheirInterface(),
                ArchitectureRules.internalsOfJGitAreImportedInFewPackages()));
        for (String adapter : ArchitectureRules.ADAPTERS) {
            rules.add(ArchitectureRules.adapterDoesNotKnowTheOthers(adapter));
            rules.add(ArchitectureRules.onlyAdapterKnowsItsInternals(adapter));
        }
        return rules.stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleHolds(ArchRule rule) {
        // Redis has no internals, so that nothing could know them.
        rule.allowEmptyShould(true).check(classes);
    }

    @Test
    void allModulesAreLookedAt() {
        assertThat(classes).extracting(JavaClass::getPackageName).contains("dev.gitsync", "dev.gitsync.tests");
        assertThat(classes.stream().map(ArchitectureTest::part))
                .contains(
                        "jdbi",
                        "markdown",
                        "redis",
                        "servlet",
                        "ssh",
                        "spring",
                        "testkit",
                        "demo",
                        "examples",
                        "benchmarks");
    }

    /** Callers of such a method break with every case that is added. */
    @Test
    void noSealedTypeTakesAFunctionForEachCase() {
        assertThat(sealedTypes()).isNotEmpty().noneMatch(ArchitectureTest::takesAFunctionForEachCase);
    }

    @Test
    void everyVisitorHasAMethodForEachCase() {
        List<Class<?>> visitors = sealedTypes()
                .flatMap(type -> Stream.of(type.getDeclaredClasses()))
                .filter(nested -> nested.getSimpleName().equals("Visitor"))
                .toList();

        assertThat(visitors).hasSizeGreaterThanOrEqualTo(8).allMatch(ArchitectureTest::hasAMethodForEachCase);
    }

    @Test
    void findsSealedTypeThatTakesAFunctionForEachCase() {
        assertThat(takesAFunctionForEachCase(Positional.class)).isTrue();
    }

    @Test
    void findsVisitorThatLacksACase() {
        assertThat(hasAMethodForEachCase(Positional.Visitor.class)).isFalse();
    }

    private static boolean takesAFunctionForEachCase(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(method -> Stream.of(method.getParameterTypes())
                                .filter(parameter -> parameter.getName().startsWith("java.util.function."))
                                .count()
                        > 1);
    }

    private static boolean hasAMethodForEachCase(Class<?> visitor) {
        Set<Class<?>> cases = Set.of(visitor.getDeclaringClass().getPermittedSubclasses());
        List<Class<?>> visited = Stream.of(visitor.getMethods())
                .<Class<?>>map(method -> method.getParameterTypes()[0])
                .toList();
        return visited.size() == cases.size() && cases.containsAll(visited);
    }

    private Stream<Class<?>> sealedTypes() {
        return classes.stream()
                .filter(type -> type.isInterface() && !UNREFLECTED.contains(part(type)))
                .<Class<?>>map(JavaClass::reflect)
                .filter(Class::isSealed);
    }

    /** The part of the package's name behind {@code dev.gitsync}. */
    private static String part(JavaClass type) {
        return type.getPackageName().replaceAll("^dev\\.gitsync\\.?([a-z]*).*", "$1");
    }

    /** Breaks both rules for sealed types. */
    private sealed interface Positional {
        @SuppressWarnings("unused")
        <T> T match(Function<One, T> one, Function<Two, T> two);

        record One() implements Positional {
            @Override
            public <T> T match(Function<One, T> one, Function<Two, T> two) {
                return one.apply(this);
            }
        }

        record Two() implements Positional {
            @Override
            public <T> T match(Function<One, T> one, Function<Two, T> two) {
                return two.apply(this);
            }
        }

        interface Visitor {
            @SuppressWarnings("unused")
            void visitOne(One one);
        }
    }
}
