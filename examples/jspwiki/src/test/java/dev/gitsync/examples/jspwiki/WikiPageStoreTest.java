package dev.gitsync.examples.jspwiki;

import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.PageStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract for pages with JSPWiki's engine. */
final class WikiPageStoreTest extends PageStoreContract {
    private final EngineSpaces spaces;

    WikiPageStoreTest(@TempDir Path folder) {
        spaces = new EngineSpaces(folder);
    }

    @Override
    protected PageStore store() {
        return spaces.store();
    }

    @Override
    protected Space newSpace() {
        return spaces.add();
    }

    /** Writing a page lists all pages. */
    @Override
    protected int pagesPerWriter() {
        return 12;
    }

    /** The limits of JSPWiki; the README has the reasons. */
    @Override
    protected Set<PageStoreContract.Limit> limits() {
        return Set.of(
                PageStoreContract.Limit.TITLES_ARE_RESTRICTED,
                PageStoreContract.Limit.SIBLINGS_NEED_DISTINCT_TITLES,
                PageStoreContract.Limit.TEXTS_ARE_NEVER_ABSENT,
                PageStoreContract.Limit.PLANS_MAY_STOP_HALFWAY);
    }

    @Override
    protected Optional<String> refusedTitle() {
        return Optional.of("What?");
    }
}
