package dev.gitsync.examples.articles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.TestContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** Tests which contents are removed, and which are kept because git or a client needs them. */
class FileContentsTest {
    private static final Duration GRACE = Duration.ofDays(1);

    private final Space book = WikiDatabase.newBook();
    private final PageStore store = ArticlePages.store(WikiDatabase.JDBI, new ArticleService(WikiDatabase.JDBI));
    private final AttachmentStore attachments = store.attachments().orElseThrow();
    private final RepositoryStore repositories = new JdbiRepositoryStore(WikiDatabase.JDBI);
    private final UnusedContents unused = new UnusedContents(WikiDatabase.JDBI, repositories);
    private final TestContent kept = TestContent.of("kept");
    private final TestContent other = TestContent.of("other");

    /** A client that is told that the server has an object pushes a pointer to it a moment later. */
    @Test
    void keepsAnObjectThatABatchReportedForAnotherGraceTime() throws Exception {
        attachments.store(book, kept);
        attachments.store(book, other);
        age();
        attachments.renew(book, Set.of(kept.hash()));
        unused.remove(book, GRACE);

        assertThat(attachments.sizes(book, Set.of(kept.hash(), other.hash()))).containsOnlyKeys(kept.hash());
    }

    /** The file of the last commit and that of the wiki have other contents; a checkout of the first commit needs these. */
    @Test
    void keepsContentsIfAnEarlierCommitHasAPointerToThem() throws Exception {
        attachments.store(book, kept);
        attachments.store(book, other);
        push();
        age();
        unused.remove(book, GRACE);
        unused.remove(book, GRACE);

        assertThat(attachments.sizes(book, Set.of(kept.hash(), other.hash()))).containsOnlyKeys(kept.hash());
    }

    private void push() throws Exception {
        try (GitSync sync = GitSync.builder()
                        .spaces(new BookDirectory(WikiDatabase.JDBI))
                        .pages(store)
                        .repositories(repositories)
                        .build();
                Repository repository = sync.open(book)) {
            Map<String, String> files =
                    new TreeMap<>(Map.of(".gitattributes", "*.psd filter=lfs\n", "plan.psd", kept.pointer()));
            ObjectId first = TestCommit.of(repository, ObjectId.zeroId(), files);
            files.remove("plan.psd");
            ObjectId tip = TestCommit.of(repository, first, files);
            PushResult result = sync.ingestPush(
                    book,
                    repository,
                    new Pusher("ada", TestCommit.ADA, false),
                    new PushAttempt.Proposal(ObjectId.zeroId(), tip, List.of()));
            assertThat(result).isInstanceOf(PushResult.Accepted.class);
        }
    }

    private void age() {
        WikiDatabase.JDBI.useHandle(handle -> handle.execute(
                "UPDATE file_content SET stored_at = stored_at - interval '2 days' WHERE book = ?",
                book.id().value()));
    }
}
