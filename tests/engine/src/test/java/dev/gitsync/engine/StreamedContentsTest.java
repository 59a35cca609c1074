package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No operation holds a whole file in memory (issue 28). JGit alone streams only files of 50 MiB and more. */
class StreamedContentsTest {
    private static final long MOST_HELD = 1 << 20;

    @TempDir
    private Path root;

    private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();
    private RepositoryStore plain = new FileRepositoryStore(Path.of("unused"));
    private CountingRepositoryStore git = new CountingRepositoryStore(plain);

    @BeforeEach
    void openRepositories() {
        plain = new FileRepositoryStore(root);
        git = new CountingRepositoryStore(plain);
    }

    private EngineFixture wiki() {
        return new EngineFixture(pages, git, builder -> builder);
    }

    private static String text(int seed) {
        return Integer.toString(seed).repeat(2 << 20);
    }

    @Test
    void streamsFilesInPushesPullsAndRepairs() throws IOException {
        EngineFixture wiki = wiki();
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId photo = wiki.upload(guide, "photo.jpg", text(1));
        wiki.pull();

        push(wiki, client -> client.write("Guide/pushed.jpg", text(2)).write("top.jpg", text(1)));
        push(wiki, client -> client.write("Guide/pushed.jpg", text(3)).move("top.jpg", "Guide/top.jpg"));
        wiki.wiki.replace(wiki.space, photo, TestContent.of(text(4)), wiki.edit("Replace"));
        wiki.lose("refs/gitsync/state", "refs/gitsync/wiki");
        wiki.pull();
        wiki.lose("refs/gitsync/state");
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.sync.repair(wiki.space.id()).after().isClean()).isTrue();

        assertThat(git.largestHeld()).isLessThan(MOST_HELD);
        assertThat(wiki.git.read("Guide/photo.jpg")).isEqualTo(text(4));
        assertThat(wiki.git.read("Guide/pushed.jpg")).isEqualTo(text(3));
    }

    @Test
    void streamsFilesInAnAdoption() throws IOException {
        EngineFixture before =
                new EngineFixture(pages, git, builder -> builder.pages(FileAdoptionTest.pagesOnly(pages)));
        before.page(null, "Guide", "guide");
        before.pull();
        push(before, client -> client.write("Guide/old.jpg", text(1)));

        EngineFixture wiki = wiki();
        wiki.pull();

        assertThat(git.largestHeld()).isLessThan(MOST_HELD);
        assertThat(pages.attachments().orElseThrow().attachments(wiki.space, null, 10))
                .singleElement()
                .satisfies(file -> assertThat(file.content().hash())
                        .isEqualTo(TestContent.of(text(1)).hash()));
        wiki.assertVerified();
    }

    /** Both sides change one large file. This is a conflict that needs no reading of its contents. */
    @Test
    void streamsFilesInAMergeOfAMovedMain() throws IOException {
        EngineFixture wiki = wiki();
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId photo = wiki.upload(guide, "photo.jpg", text(1));
        wiki.pull();
        wiki.wiki.replace(wiki.space, photo, TestContent.of(text(3)), wiki.edit("Replace"));

        assertThat(report(wiki, client -> client.write("Guide/photo.jpg", text(2))))
                .contains("ng refs/heads/main");

        assertThat(git.largestHeld()).isLessThan(MOST_HELD);
        wiki.assertVerified();
    }

    private void push(EngineFixture wiki, SizedSpace.Edit edit) throws IOException {
        assertThat(report(wiki, edit)).contains("ok refs/heads/main");
    }

    /** The client reads its own clone, whose calls are not counted. */
    private String report(EngineFixture wiki, SizedSpace.Edit edit) throws IOException {
        try (Repository clone = plain.open(wiki.space).git();
                PackClient client = new PackClient(clone)) {
            edit.make(client);
            try (Repository repository = wiki.sync.open(wiki.space)) {
                return client.push(wiki.sync.receivePack(wiki.space, repository, GitUser.PUSHER));
            }
        }
    }
}
