package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.store.PageStore;
import org.junit.jupiter.api.Test;

final class InMemoryPageStoreTest extends PageStoreContract {
    private final InMemoryPageStore pages = new InMemoryPageStore();

    @Override
    protected PageStore store() {
        return pages;
    }

    @Test
    void editsLikeTheUsersOfAWiki() {
        PageId top = pages.create(space, null, "Top", null, SOMEBODY);
        PageId leaf = pages.create(space, null, "Leaf", "one", SOMEBODY);
        pages.edit(space, leaf, "two", SOMEBODY);
        pages.rename(space, leaf, "Renamed", SOMEBODY);
        pages.move(space, leaf, top, SOMEBODY);
        var before = wiki.live(leaf).content();
        pages.delete(space, leaf, SOMEBODY);
        long restored = pages.restore(space, leaf, SOMEBODY);

        assertThat(wiki.live(leaf).version()).isEqualTo(restored);
        assertThat(wiki.live(leaf).content()).isEqualTo(before);
        assertThat(feed()).hasSize(7);
    }
}
