package dev.gitsync.demo.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No exemptions: a rule that is in the way is discussed, not broken. */
class ArchitectureTest {
    private static final String[] ADAPTERS = {
        "dev.gitsync.jdbi..",
        "dev.gitsync.redis..",
        "dev.gitsync.servlet..",
        "dev.gitsync.testkit..",
        "dev.gitsync.demo.."
    };
    private static final DescribedPredicate<JavaClass> CORE =
            resideInAPackage("dev.gitsync..").and(not(resideInAnyPackage(ADAPTERS)));

    private static JavaClasses classes = new ClassFileImporter().importPackages();

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.gitsync");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.gitsync.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void coreKnowsNoHttpNoSqlNoRedis() {
        noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..", "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "io.lettuce..")
                .check(classes);
    }

    @Test
    void coreKnowsNoAdapter() {
        noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS)
                .check(classes);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        List<String> adapters = List.of("dev.gitsync.jdbi..", "dev.gitsync.redis..", "dev.gitsync.servlet..");
        for (String adapter : adapters) {
            String[] others = Stream.concat(
                            adapters.stream().filter(other -> !other.equals(adapter)), Stream.of("dev.gitsync.demo.."))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(adapter)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(classes);
        }
    }

    @Test
    void nobodyReachesIntoTheInternalsOfCore() {
        noClasses()
                .that()
                .resideInAnyPackage(ADAPTERS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gitsync.internal..")
                .check(classes);
    }

    @Test
    void internalsOfJGitAreImportedInOnePackageOfAModuleOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.gitsync.internal.jgit",
                        "dev.gitsync.jdbi.internal.jgit",
                        "dev.gitsync.jdbi.internal.pack",
                        "dev.gitsync.jdbi.internal.storage",
                        "dev.gitsync.tests")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jgit.internal..")
                .check(classes);
    }

    /** Callers of such a method break with every case that is added. */
    @Test
    void noSealedTypeTakesAFunctionForEachCase() {
        assertThat(sealedTypes())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getDeclaredMethods())
                        .noneMatch(method -> Stream.of(method.getParameterTypes())
                                        .filter(parameter -> parameter.getName().startsWith("java.util.function."))
                                        .count()
                                > 1));
    }

    @Test
    void everyVisitorHasAMethodForEachCase() {
        List<Class<?>> visitors = sealedTypes()
                .flatMap(type -> Stream.of(type.getDeclaredClasses()))
                .filter(nested -> nested.getSimpleName().equals("Visitor"))
                .toList();

        assertThat(visitors).hasSizeGreaterThanOrEqualTo(8).allSatisfy(visitor -> {
            List<Class<?>> cases = Stream.of(visitor.getMethods())
                    .<Class<?>>map(method -> method.getParameterTypes()[0])
                    .toList();
            assertThat(cases)
                    .containsExactlyInAnyOrder(visitor.getDeclaringClass().getPermittedSubclasses());
        });
    }

    private static Stream<Class<?>> sealedTypes() {
        return classes.stream()
                .filter(type -> type.isInterface() && !type.getPackageName().startsWith("dev.gitsync.demo"))
                .<Class<?>>map(JavaClass::reflect)
                .filter(Class::isSealed);
    }
}
