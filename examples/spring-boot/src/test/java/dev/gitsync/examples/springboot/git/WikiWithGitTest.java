package dev.gitsync.examples.springboot.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.examples.springboot.wiki.Article;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.tests.GitClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.OptimisticLockingFailureException;

/** git against the application, the transactional way: articles, history and repository change together. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WikiWithGitTest {
    private final TestWiki wiki = TestWiki.shared();

    @TempDir
    private Path home;

    private GitClient cloned(String user) {
        return GitClient.at(home).clone(wiki.url(user, "/wiki/git/handbook.git"), user);
    }

    private static GitClient.Outcome push(GitClient git) {
        return git.run("push", "origin", "HEAD:main");
    }

    @Test
    @Order(1)
    void historyOfTheWikiBecomesCommits() {
        GitClient bob = cloned("bob");

        assertThat(bob.ok("log", "--reverse", "--format=%an %ae %ad", "--date=short"))
                .startsWith("""
                        ada ada@example.org 2025-01-01
                        bob bob@example.org 2025-02-02
                        ada ada@example.org 2025-03-03""");
        assertThat(bob.folder().resolve("Welcome/Setup.md")).hasContent("Do this");
    }

    @Test
    void pushIsOneTransactionOfArticlesHistoryAndRepository() {
        GitClient ada = cloned("ada");
        ada.commit("Pushed.md", "From git\n");

        assertThat(push(ada).exitCode()).isZero();

        assertThat(wiki.texts("""
                        SELECT xmin::text FROM article WHERE title = 'Pushed'
                        UNION SELECT xmin::text FROM article_aud WHERE title = 'Pushed'
                        UNION SELECT xmin::text FROM wiki_revision WHERE id = (SELECT max(rev) FROM article_aud)
                        UNION SELECT xmin::text FROM gitsync_refs WHERE space_id = 'handbook'""")).hasSize(1);
        assertThat(wiki.bean(GitSync.class).verify(TestWiki.HANDBOOK.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        proof -> assertThat(proof.differences()).isEmpty());
    }

    /** Envers asks Spring Security who it is, as for an edit in the browser. */
    @Test
    void revisionOfEnversHasTheUserWhoPushed() {
        GitClient ada = cloned("ada").with("GIT_AUTHOR_NAME", "Grace").with("GIT_AUTHOR_EMAIL", "grace@example.org");
        ada.write("Audited.md", "Audited\n");
        ada.ok("add", "Audited.md");
        ada.ok("commit", "-q", "-m", "Audit this");

        assertThat(push(ada).exitCode()).isZero();

        assertThat(wiki.texts("""
                        SELECT concat_ws(' ', user_name, edited_by, author_email, edit_comment)
                        FROM article_aud JOIN wiki_revision ON wiki_revision.id = rev WHERE title = 'Audited'""")).containsExactly("ada Grace grace@example.org Audit this");
    }

    /** The service does not know the limit of the database, so the flush fails. */
    @Test
    void failedFlushRefusesThePushAndNothingIsHalfDone() {
        GitClient ada = cloned("ada");
        ada.commit("Small.md", "Small\n");
        ada.commit("Large.md", "x".repeat(1_000_001));
        List<String> before = wiki.texts("SELECT target FROM gitsync_refs WHERE space_id = 'handbook'");

        GitClient.Outcome refused = push(ada);

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.stderr()).contains("the wiki failed on this push");
        assertThat(wiki.texts("SELECT title FROM article WHERE title IN ('Small', 'Large')"))
                .isEmpty();
        assertThat(wiki.texts("SELECT target FROM gitsync_refs WHERE space_id = 'handbook'"))
                .isEqualTo(before);
    }

    /** JPA writes at the end of the transaction, in which JDBI has written already. */
    @Test
    void failedFlushAtTheEndRollsBackTheStatementsOfBoth() {
        Jdbi jdbi = wiki.bean(Jdbi.class);
        Runnable work = () -> {
            jdbi.useHandle(handle -> handle.execute("INSERT INTO book VALUES ('undone', 'By JDBI')"));
            wiki.service().create("handbook", draft("Undone", "x".repeat(1_000_001)), TestWiki.edit());
        };

        assertThatThrownBy(() ->
                        wiki.asAda(() -> wiki.bean(TransactionRunner.class).run(TestWiki.HANDBOOK, work)))
                .isInstanceOf(StoreRejectedException.class)
                .hasMessageContaining("23514");

        assertThat(wiki.texts("SELECT id FROM book WHERE id = 'undone'")).isEmpty();
    }

    @Test
    void ruleOfTheWikiRefusesThePushWithItsSentence() {
        GitClient ada = cloned("ada");
        ada.commit("Titled.md", "---\ntitle: " + "x".repeat(201) + "\n---\nText\n");

        assertThat(push(ada).stderr()).contains("A title has 1 to 200 characters.");
    }

    /** The edit comes between the plan and the transaction: the push is planned again, and merged. */
    @Test
    void editDuringAPushIsMerged() {
        wiki.asAda(() -> wiki.service().create("handbook", draft("Merged", "one\n\ntwo\n\nthree\n"), TestWiki.edit()));
        GitClient ada = cloned("ada");
        ada.commit("Merged.md", "ONE\n\ntwo\n\nthree\n");
        wiki.bean(Hooks.class).beforeNextPlan(() -> edit("Merged", "one\n\ntwo\n\nTHREE\n"));

        GitClient.Outcome push = push(ada);

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        assertThat(wiki.article("Merged").body()).isEqualTo("ONE\n\ntwo\n\nTHREE\n");
    }

    /** Another transaction changes the article between Hibernate's read and its flush. */
    @Test
    void pushIsTriedAgainIfTheVersionOfAnArticleHasChanged() {
        wiki.asAda(() -> wiki.service().create("handbook", draft("Raced", "before\n"), TestWiki.edit()));
        GitClient ada = cloned("ada");
        ada.commit("Raced.md", "after\n");
        wiki.changeVersionOnce("Raced");

        GitClient.Outcome push = push(ada);

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        assertThat(wiki.texts("SELECT last_value::text FROM raced")).containsExactly("2");
        assertThat(wiki.article("Raced").body()).isEqualTo("after\n");
    }

    @Test
    void editInTheBrowserOfAnOlderVersionFailsAfterAPush() {
        wiki.asAda(() -> wiki.service().create("handbook", draft("Opened", "before\n"), TestWiki.edit()));
        Article opened = wiki.article("Opened");
        GitClient ada = cloned("ada");
        ada.commit("Opened.md", "from git\n");
        assertThat(push(ada).exitCode()).isZero();

        assertThatThrownBy(() -> wiki.asAda(() ->
                        wiki.service().change(opened, opened.version(), draft("Opened", "mine\n"), TestWiki.edit())))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void speaksHttp2() throws Exception {
        String credentials = Base64.getEncoder().encodeToString("ada:ada".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(wiki.url("/wiki/git/handbook.git/info/refs?service=git-upload-pack")))
                .header("Authorization", "Basic " + credentials)
                .build();

        HttpResponse<String> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("refs/heads/main");
    }

    /** Larger than what Tomcat reads of a form, or of a body that it discards (2 MB each). */
    @Test
    void pushesAndClonesALargeFile() throws Exception {
        byte[] image = new byte[3 << 20];
        new Random(1).nextBytes(image);
        GitClient ada = cloned("ada");
        Files.write(ada.folder().resolve("large.png"), image);
        ada.ok("add", "large.png");
        ada.ok("commit", "-q", "-m", "Add an image");

        assertThat(push(ada).exitCode()).isZero();

        assertThat(cloned("bob").folder().resolve("large.png")).hasBinaryContent(image);
    }

    /** It is the last test, since the application does not start again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void pushEndsBeforeTheApplicationDoes() throws Exception {
        GitClient ada = cloned("ada");
        ada.commit("Last.md", "Last\n");
        Hooks hooks = wiki.bean(Hooks.class);
        CountDownLatch arrived = new CountDownLatch(1);
        hooks.beforeNextPlan(() -> {
            arrived.countDown();
            hooks.awaitClose();
        });
        CompletableFuture<GitClient.Outcome> push = CompletableFuture.supplyAsync(() -> push(ada));
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

        wiki.close();

        assertThat(push.get(60, TimeUnit.SECONDS).exitCode()).isZero();
        assertThat(wiki.texts("SELECT body FROM article WHERE title = 'Last'")).containsExactly("Last\n");
    }

    private static Article.Draft draft(String title, String body) {
        return new Article.Draft(null, title, body);
    }

    private void edit(String title, String body) {
        Article article = wiki.article(title);
        wiki.asAda(() -> wiki.service().change(article, article.version(), draft(title, body), TestWiki.edit()));
    }
}
