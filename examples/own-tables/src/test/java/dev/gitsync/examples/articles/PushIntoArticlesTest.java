package dev.gitsync.examples.articles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.TestContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The wiki's tables, its rules and its git repository share one transaction. */
class PushIntoArticlesTest {
    private static final Provenance EDIT =
            Provenance.wiki(TestCommit.ADA, Instant.parse("2026-11-24T08:00:00Z"), "first");

    private final Jdbi jdbi = WikiDatabase.JDBI;
    private final Space book = WikiDatabase.newBook();
    private final ArticleService articles = new ArticleService(jdbi);

    private GitSync sync(LeasedSpaceLock leases) {
        return GitSync.builder()
                .spaces(new BookDirectory(jdbi))
                .pages(ArticlePages.store(jdbi, articles))
                .repositories(new JdbiRepositoryStore(jdbi))
                .lock(leases)
                .build();
    }

    @Test
    void changesArticlesHistoryAndRefsInOneTransactionUnderTheRulesOfTheWiki() throws Exception {
        try (LeasedSpaceLock leases = new LeasedSpaceLock(new JdbiLeases(jdbi));
                GitSync sync = sync(leases)) {
            Article start = create("Start", "hello\n");
            Article pinned = create("Terms", "keep me\n");
            articles.pin(pinned.id());
            sync.runOnce(book.id());

            PushResult result = push(sync, Map.of("Start.md", "from git\n", "Terms.md", "keep me\n"));
            assertThat(result).isInstanceOf(PushResult.Accepted.class);
            assertThat(articles.find(start.id()).orElseThrow().body()).isEqualTo("from git\n");
            assertThat(transactionsOf("""
                            SELECT xmin::text FROM article WHERE id = :article
                            UNION SELECT xmin::text FROM book WHERE id = :book
                            UNION SELECT xmin::text FROM article_history WHERE book = :book AND git_push IS NOT NULL
                            UNION SELECT xmin::text FROM gitsync_refs WHERE space_id = :book""", start.id())).hasSize(1);

            PushResult refused = push(sync, Map.of("Start.md", "and more\n"));
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            PushResult.Refused.class,
                            why -> assertThat(why.summary() + why.details()).contains("is pinned"));
            assertThat(articles.find(start.id()).orElseThrow().body()).isEqualTo("from git\n");
            assertThat(sync.verify(book.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
    }

    @Test
    void attachesAPushedImageToItsArticleAndPullsAnUpload() throws Exception {
        FileContents contents = new FileContents(jdbi);
        FileService files = new FileService(jdbi);
        try (LeasedSpaceLock leases = new LeasedSpaceLock(new JdbiLeases(jdbi));
                GitSync sync = sync(leases)) {
            Article start = create("Start", "hello\n");
            sync.runOnce(book.id());

            PushResult result = push(sync, Map.of("Start.md", "hello\n", "Start/plan.png", "an image"));
            assertThat(result).isInstanceOf(PushResult.Accepted.class);
            long file = jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM file WHERE article = :article")
                    .bind("article", start.id())
                    .mapTo(Long.class)
                    .one());
            assertThat(files.find(file).orElseThrow().draft())
                    .isEqualTo(draft(start, "plan.png", TestContent.of("an image")));
            assertThat(transactionsOf("""
                            SELECT xmin::text FROM file WHERE article = :article
                            UNION SELECT xmin::text FROM article_history WHERE book = :book AND file IS NOT NULL
                            UNION SELECT xmin::text FROM gitsync_refs WHERE space_id = :book""", start.id())).hasSize(1);

            TestContent upload = TestContent.of("another image");
            contents.store(book.id().value(), upload);
            files.put(key(file, 1), draft(start, "plan.png", upload), new Edit("ada", EDIT));
            contents.store(book.id().value(), TestContent.of("new"));
            files.add(key(articles.newId(), 0), draft(start, "new.png", TestContent.of("new")), new Edit("ada", EDIT));
            sync.runOnce(book.id());

            assertThat(read(sync, "Start/plan.png")).isEqualTo("another image");
            assertThat(read(sync, "Start/new.png")).isEqualTo("new");
            assertThat(sync.verify(book.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
    }

    private Article.Key key(long id, int revision) {
        return new Article.Key(book.id().value(), id, revision);
    }

    private static ArticleFile.Draft draft(Article article, String name, TestContent content) {
        return new ArticleFile.Draft(article.id(), name, content.hash().value(), content.size());
    }

    private String read(GitSync sync, String path) throws Exception {
        try (Repository repository = sync.open(book)) {
            ObjectId blob = repository.resolve(Constants.R_HEADS + "main:" + path);
            return new String(repository.open(blob).getBytes(), StandardCharsets.UTF_8);
        }
    }

    private Article create(String title, String body) {
        return articles.create(
                new Article.Key(book.id().value(), articles.newId(), 0),
                new Article.Draft(null, title, body),
                new Edit("ada", EDIT));
    }

    private List<String> transactionsOf(String query, long article) {
        return jdbi.withHandle(handle -> handle.createQuery(query)
                .bind("article", article)
                .bind("book", book.id().value())
                .mapTo(String.class)
                .list());
    }

    private PushResult push(GitSync sync, Map<String, String> files) throws Exception {
        try (Repository repository = sync.open(book)) {
            ObjectId main = repository.resolve(Constants.R_HEADS + "main");
            ObjectId pushed = TestCommit.of(repository, main, files);
            return sync.ingestPush(
                    book,
                    repository,
                    new Pusher("ada", TestCommit.ADA, false),
                    new PushAttempt.Proposal(main, pushed, List.of()));
        }
    }
}
