package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the contract over stores that support less, or behave differently. */
class LimitedPageStoreTest {
    /** faults B2. */
    @Test
    void passesTheContractWithADeclaredLimit() {
        assertThat(run(WithoutAbsentTexts.class).failed).isEmpty();
    }

    /** faults B2: a declaration must be accurate, and remain so. */
    @Test
    void failsTheContractWithAnUndeclaredLimit() {
        assertThat(run(WithoutAbsentTextsUndeclared.class).failed)
                .singleElement()
                .asString()
                .startsWith("returnsTextUnchanged");
        assertThat(run(DeclaredInVain.class).failed).singleElement().asString().startsWith("returnsTextUnchanged");
    }

    /** faults B5. */
    @Test
    void failsOneTestWithTheReasonIfAStoreGeneratesIds() {
        Outcome outcome = run(GeneratedIds.class);
        assertThat(outcome.failed).containsExactly("keepsTheIdOfACreatedPage()");
        assertThat(outcome.passed).isEmpty();
    }

    private static Outcome run(Class<?> contract) {
        Outcome outcome = new Outcome();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contract))
                                .build(),
                        outcome);
        return outcome;
    }

    private static final class Outcome implements TestExecutionListener {
        private final List<String> passed = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                switch (result.getStatus()) {
                    case SUCCESSFUL -> passed.add(test.getDisplayName());
                    case FAILED -> failed.add(test.getLegacyReportingName());
                    case ABORTED -> {}
                }
            }
        }
    }

    /** Runs the contract over an in-memory store that changes its plans before it applies them. */
    abstract static class Changed extends PageStoreContract {
        private final PageStore pages;

        Changed(BiFunction<PageStore, PageChange, PageChange> change) {
            InMemoryPageStore memory = new InMemoryPageStore();
            pages = (PageStore) Proxy.newProxyInstance(
                    PageStore.class.getClassLoader(), new Class<?>[] {PageStore.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("apply")) {
                            arguments[1] = ((List<?>) arguments[1])
                                    .stream()
                                            .map(step -> change.apply(memory, (PageChange) step))
                                            .toList();
                        }
                        try {
                            return method.invoke(memory, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        protected int pagesPerWriter() {
            return 2;
        }

        @Override
        protected PageStore store() {
            return pages;
        }
    }

    static class WithoutAbsentTextsUndeclared extends Changed {
        WithoutAbsentTextsUndeclared() {
            super((store, step) -> step instanceof PageChange.Create create
                    ? new PageChange.Create(create.id(), filled(create.content()), create.provenance())
                    : step);
        }

        private static PageContent filled(PageContent content) {
            return content.text() == null ? new PageContent(content.parent(), content.title(), "") : content;
        }
    }

    static final class WithoutAbsentTexts extends WithoutAbsentTextsUndeclared {
        @Override
        protected Set<PageStoreContract.Limit> limits() {
            return Set.of(PageStoreContract.Limit.TEXTS_ARE_NEVER_ABSENT);
        }
    }

    static final class DeclaredInVain extends Changed {
        DeclaredInVain() {
            super((store, step) -> step);
        }

        @Override
        protected Set<PageStoreContract.Limit> limits() {
            return Set.of(PageStoreContract.Limit.TEXTS_ARE_NEVER_ABSENT);
        }
    }

    static final class GeneratedIds extends Changed {
        private static final Space ANY = new Space(new SpaceId("any"), "", "Any");

        GeneratedIds() {
            super((store, step) -> step instanceof PageChange.Create create
                    ? new PageChange.Create(store.newPageId(ANY), create.content(), create.provenance())
                    : step);
        }
    }
}
