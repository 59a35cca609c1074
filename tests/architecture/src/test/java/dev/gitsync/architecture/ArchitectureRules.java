package dev.gitsync.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Which packages may know which. No exemptions: a rule that is in the way is discussed, not broken. */
final class ArchitectureRules {
    /** Packages of modules that must not know each other. */
    static final List<String> ADAPTERS = List.of(
            "dev.gitsync.jdbi", "dev.gitsync.markdown", "dev.gitsync.redis", "dev.gitsync.servlet", "dev.gitsync.ssh");

    /** Packages of modules that put others together: only applications know them. */
    private static final String ASSEMBLIES = "dev.gitsync.spring..";

    private static final String[] UNPUBLISHED = {
        "dev.gitsync.demo..", "dev.gitsync.examples..", "dev.gitsync.benchmarks..", "dev.gitsync.tests.."
    };
    private static final String[] ALL_BUT_CORE = Stream.concat(
                    Stream.of(UNPUBLISHED),
                    Stream.concat(
                            ADAPTERS.stream().map(adapter -> adapter + ".."),
                            Stream.of("dev.gitsync.testkit..", ASSEMBLIES)))
            .toArray(String[]::new);
    private static final DescribedPredicate<JavaClass> CORE =
            resideInAPackage("dev.gitsync..").and(not(resideInAnyPackage(ALL_BUT_CORE)));
    /** They serve the tests of core, and extend its forwarding repositories. */
    private static final DescribedPredicate<JavaClass> WATCHED_REPOSITORIES =
            resideInAPackage("dev.gitsync.tests.repository");
    /** They stand for the remotes of mirrors. */
    private static final DescribedPredicate<JavaClass> LOCAL_REMOTES = resideInAPackage("dev.gitsync.tests.remotes");

    /** They serve git, with what core has for servers alone. */
    private static final DescribedPredicate<JavaClass> SERVERS =
            resideInAnyPackage("dev.gitsync.servlet..", "dev.gitsync.ssh..");

    private ArchitectureRules() {}

    static ArchRule packagesHaveNoCycles() {
        return slices().matching("dev.gitsync.(**)").should().beFreeOfCycles();
    }

    static ArchRule coreKnowsNoHttpNoSqlNoRedis() {
        return noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..", "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "io.lettuce..");
    }

    static ArchRule coreKnowsNoOtherModule() {
        return noClasses().that(CORE).should().dependOnClassesThat().resideInAnyPackage(ALL_BUT_CORE);
    }

    static ArchRule noPublishedModuleKnowsAnUnpublishedOne() {
        return noClasses()
                .that(resideInAPackage("dev.gitsync..").and(not(resideInAnyPackage(UNPUBLISHED))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(UNPUBLISHED);
    }

    static ArchRule adapterDoesNotKnowTheOthers(String adapter) {
        String[] others = Stream.concat(
                        ADAPTERS.stream()
                                .filter(other -> !other.equals(adapter))
                                .map(other -> other + ".."),
                        Stream.of(ASSEMBLIES))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    static ArchRule onlyCoreKnowsItsInternals() {
        return noClasses()
                .that(not(CORE)
                        .and(not(WATCHED_REPOSITORIES))
                        .and(not(LOCAL_REMOTES))
                        .and(not(SERVERS)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gitsync.internal..");
    }

    static ArchRule serversKnowOnlyWhatCoreHasForThem() {
        return noClasses()
                .that(SERVERS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gitsync.internal..")
                        .and(not(resideInAPackage("dev.gitsync.internal.server.."))));
    }

    static ArchRule watchedRepositoriesExtendForwardingOnes() {
        return noClasses()
                .that(WATCHED_REPOSITORIES)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gitsync.internal..")
                        .and(not(resideInAPackage("dev.gitsync.internal.jgit.forward"))));
    }

    static ArchRule localRemotesKnowOnlyTheirInterface() {
        return noClasses()
                .that(LOCAL_REMOTES)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gitsync.internal..")
                        .and(not(resideInAPackage("dev.gitsync.internal.mirror"))));
    }

    static ArchRule onlyAdapterKnowsItsInternals(String adapter) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(adapter + ".internal..");
    }

    static ArchRule internalsOfJGitAreImportedInFewPackages() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.gitsync.internal.jgit",
                        "dev.gitsync.jdbi.internal.jgit",
                        "dev.gitsync.jdbi.internal.pack",
                        "dev.gitsync.jdbi.internal.storage",
                        "dev.gitsync.tests")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jgit.internal..");
    }
}
