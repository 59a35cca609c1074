package dev.gitsync.examples.springboot.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.examples.springboot.wiki.ArticleRepository;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.spring.database.SpringTransactions;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/** The contract, kept by listings of the articles. */
final class ListingWayTest extends WikiContract {
    private static final Provenance BY = Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, "Edit");

    private final TestWiki wiki = TestWiki.shared();
    private final PageStore store = new AsUserStore(
            ListingPageStore.builder(
                            new ArticleListing(
                                    wiki.service(),
                                    wiki.bean(ArticleRepository.class),
                                    wiki.bean(PlatformTransactionManager.class)),
                            new InMemoryListingMemory())
                    .transactions(new SpringTransactions(wiki.bean(PlatformTransactionManager.class)))
                    .build(),
            wiki.bean(PushInterceptor.class));

    @Override
    protected PageStore store() {
        return store;
    }

    /** Another transaction changes the article between Hibernate's read and its flush. */
    @Test
    void changedVersionOfAnArticleIsStale() {
        Space book = newSpace();
        PageChange.Create raced = create(book, "Raced", "before");
        store.apply(book, List.of(raced), ApplyContext.edit("ada"));
        long version = store.page(book, raced.id()).orElseThrow().version();
        PageChange edit = new PageChange.Update(raced.id(), version, null, content("Raced", "after"), BY);
        wiki.changeVersionOnce("Raced");

        assertThat(store.apply(book, List.of(edit), ApplyContext.edit("ada"))).isInstanceOf(ApplyResult.Stale.class);
        assertThat(store.apply(book, List.of(edit), ApplyContext.edit("ada"))).isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void failedFlushRollsBackThePagesBeforeIt() {
        Space book = newSpace();
        List<PageChange> plan = List.of(create(book, "Small", "Small"), create(book, "Large", "x".repeat(1_000_001)));

        assertThatThrownBy(() -> store.apply(book, plan, ApplyContext.edit("ada")))
                .isInstanceOf(StoreRejectedException.class)
                .hasMessageContaining("23514");

        assertThat(store.pages(book, null, 10)).isEmpty();
    }

    private PageChange.Create create(Space book, String title, String text) {
        return new PageChange.Create(store.newPageId(book), content(title, text), BY);
    }

    private static PageContent content(String title, String text) {
        return new PageContent(null, title, text);
    }
}
