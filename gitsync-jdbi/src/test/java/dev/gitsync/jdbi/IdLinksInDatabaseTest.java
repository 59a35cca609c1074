package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A wiki in the database that links by id (issue 29). {@code -Dgitsync.test.seeds=200} makes as many random changes. */
class IdLinksInDatabaseTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance EDIT =
            Provenance.wiki(TestCommits.ADA, Instant.parse("2026-11-30T12:00:00Z"), "edit");

    private final Space space = DATABASE.newSpace();
    private final JdbiRepositoryStore repositories = new JdbiRepositoryStore(DATABASE.jdbi());
    private final JdbiPageStore store = new JdbiPageStore(
            DATABASE.jdbi(), new JdbiAttachments(DATABASE.jdbi(), JdbiAttachments.Settings.defaults()));
    private final WikiEditor wiki = new WikiEditor(store, space);
    private final GitSync sync = GitSync.builder()
            .spaces(new JdbiSpaces(DATABASE.jdbi()))
            .pages(store)
            .repositories(repositories)
            .linkCodec(new MarkdownLinkCodec(LinkRules.DEFAULT))
            .build();
    private SortedMap<String, byte[]> files = new TreeMap<>();

    @AfterEach
    void stop() {
        sync.close();
    }

    private void settle() throws IOException {
        assertThat(sync.runOnce(space.id())).isNotInstanceOf(SyncReport.Failed.class);
        assertThat(sync.verify(space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        proof -> assertThat(proof.differences()).isEmpty());
        files = new TreeMap<>();
        try (Repository repository = sync.open(space);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(repository
                    .parseCommit(repository.resolve(Constants.R_HEADS + "main"))
                    .getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                files.put(
                        walk.getPathString(),
                        repository.open(walk.getObjectId(0)).getBytes());
            }
        }
    }

    private void push() throws IOException {
        ObjectId commit;
        try (Repository repository = sync.open(space)) {
            ObjectId main = repository.resolve(Constants.R_HEADS + "main");
            ObjectId seen = main == null ? ObjectId.zeroId() : main;
            commit = TestCommits.commit(repository, seen, files);
            PushResult result = sync.ingestPush(
                    space,
                    repository,
                    new Pusher("ada", TestCommits.ADA, true),
                    new PushAttempt.Proposal(seen, commit, List.of("gitsync.allow-deletes=100")));
            assertThat(result).isInstanceOf(PushResult.Accepted.class);
        }
        settle();
        assertThat(main()).isEqualTo(commit);
    }

    private ObjectId main() throws IOException {
        try (Repository repository = sync.open(space)) {
            return repository.resolve(Constants.R_HEADS + "main");
        }
    }

    private void write(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void move(String from, String to) {
        files.put(to, files.remove(from));
    }

    private String read(String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private String textOf(PageId page) {
        return String.valueOf(wiki.live(page).content().text());
    }

    private PageId at(String path) {
        return sync.pageAt(space, path).orElseThrow();
    }

    @Test
    void linksFollowFromBothSides() throws IOException {
        write("Guide.md", "[s](Guide/Setup.md) ![p](Guide/pic.png)");
        write("Guide/Setup.md", "[g](../Guide.md) [[Home]]");
        write("Guide/pic.png", "picture");
        write("Home.md", "[s](Guide/Setup.md#x)");
        push();
        PageId setup = at("Guide/Setup.md");
        PageId guide = at("Guide.md");
        PageId home = at("Home.md");
        assertThat(textOf(home)).isEqualTo("[s](page:" + setup + "#x)");
        assertThat(textOf(setup)).isEqualTo("[g](page:" + guide + ") [[page:" + home + ";Home]]");

        wiki.move(setup, home, EDIT);
        settle();
        assertThat(read("Home.md")).isEqualTo("[s](Home/Setup.md#x)");
        assertThat(read("Guide.md")).isEqualTo("[s](Home/Setup.md) ![p](Guide/pic.png)");
        assertThat(read("Home/Setup.md")).isEqualTo("[g](../Guide.md) [[Home]]");

        move("Guide.md", "Top/Guide.md");
        move("Guide/pic.png", "Top/Guide/pic.png");
        push();
        assertThat(textOf(setup)).startsWith("[g](../Guide.md)");

        Page trashed = wiki.live(setup);
        long deleted = wiki.delete(setup, EDIT);
        settle();
        assertThat(read("Home.md")).isEqualTo("[s](page:" + setup + "#x)");
        wiki.restore(setup, deleted, trashed.content(), EDIT);
        settle();
        assertThat(read("Home.md")).isEqualTo("[s](Home/Setup.md#x)");
        ObjectId main = main();

        try (Repository repository = sync.open(space)) {
            RefUpdate state = repository.updateRef("refs/gitsync/state");
            state.setForceUpdate(true);
            state.delete();
        }
        settle();
        assertThat(main()).isEqualTo(main);
    }

    @Test
    void randomMovesKeepLinks() throws IOException {
        Random random = new Random(29);
        for (int i = 0; i < 12; i++) {
            write("p" + i + ".md", "[a](p" + random.nextInt(12) + ".md) [b](p" + random.nextInt(12) + ".md)\n");
        }
        push();
        List<PageId> pages =
                store.pages(space, null, 100).stream().map(Page::id).toList();
        List<String> texts = pages.stream().map(this::textOf).toList();
        for (int i = Integer.getInteger("gitsync.test.seeds", 10); i > 0; i--) {
            PageId page = pages.get(random.nextInt(pages.size()));
            if (random.nextBoolean()) {
                wiki.rename(page, "Title " + random.nextInt(5), EDIT);
            } else {
                PageId above = pages.get(random.nextInt(pages.size()));
                boolean isBelow = false;
                for (PageId step = above;
                        step != null;
                        step = wiki.live(step).content().parent()) {
                    isBelow |= step.equals(page);
                }
                wiki.move(page, isBelow ? null : above, EDIT);
            }
            settle();
            assertThat(pages.stream().map(this::textOf).toList()).isEqualTo(texts);
            assertThat(files.values().stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                    .noneMatch(text -> text.contains("page:"));
        }
        wiki.upload(pages.get(0), "pic.png", TestContent.of("png"), EDIT);
        settle();
    }
}
