package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** The index is repaired while a space gets other names of folder pages: issue 29. */
class FolderPageRepairTest {
    private static final int PAGES = 300;

    private final InMemoryPageStore pages = new InMemoryPageStore();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final SortedMap<String, PageId> ids = new TreeMap<>();
    private ObjectId main = ObjectId.zeroId();

    private EngineFixture with(String names, int maxSteps) {
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(set -> set.folderPages(names))
                .cycle(cycle -> cycle.maxSteps(maxSteps))
                .build();
        return new EngineFixture(pages, repositories, builder -> builder.settings(settings));
    }

    /** The wiki after a cycle that was too short to change all pages. */
    private EngineFixture changing(String before, String after) {
        EngineFixture old = with(before, Integer.MAX_VALUE);
        for (int i = 0; i < PAGES; i++) {
            old.git.write("Wide/page " + i + "/README.md", "text " + i + "\n");
        }
        old.git.pushed("pages");
        main = old.git.main();
        old.git.paths().stream()
                .filter(path -> path.contains("page 1"))
                .limit(5)
                .forEach(path -> ids.put(path, old.pageAt(path)));
        EngineFixture now = with(after, 1_000);
        now.sync.runOnce(now.space.id());
        assertThat(folderPages(now)).isBetween(1L, PAGES - 1L);
        return with(after, Integer.MAX_VALUE);
    }

    private long folderPages(EngineFixture wiki) {
        return pages.pages(wiki.space, null, 10_000).stream()
                .filter(page -> page.content().title().startsWith("page ")
                        && page.content().text() != null)
                .count();
    }

    private void assertChanged(EngineFixture now, long folderPages) {
        now.pull();
        now.pull();
        assertThat(folderPages(now)).isEqualTo(folderPages);
        assertThat(now.git.fetch().main()).isEqualTo(main);
        ids.forEach((path, id) -> assertThat(now.pageAt(path)).as(path).isEqualTo(id));
        now.assertVerified();
    }

    @Test
    void repairAmidTheChangeKeepsFilesAndPages() {
        EngineFixture now = changing("", "README.md");
        now.sync.repair(now.space.id());
        assertChanged(now, PAGES);
    }

    @Test
    void repairAmidTheChangeBackKeepsFilesAndPages() {
        EngineFixture now = changing("README.md", "");
        now.sync.repair(now.space.id());
        assertChanged(now, 0);
    }
}
