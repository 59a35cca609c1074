package dev.gitsync.examples.springboot.git;

import dev.gitsync.model.Space;
import dev.gitsync.testkit.PageStoreContract;
import java.util.Optional;
import java.util.Set;

/** What gitsync relies on, and what this wiki does not have. */
abstract class WikiContract extends PageStoreContract {
    @Override
    protected Space newSpace() {
        return TestWiki.shared().newBook();
    }

    @Override
    protected Set<Limit> limits() {
        return Set.of(Limit.TITLES_ARE_RESTRICTED, Limit.SIBLINGS_NEED_DISTINCT_TITLES);
    }

    @Override
    protected Optional<String> refusedTitle() {
        return Optional.of("x".repeat(201));
    }

    @Override
    protected int pagesPerWriter() {
        return 4;
    }
}
