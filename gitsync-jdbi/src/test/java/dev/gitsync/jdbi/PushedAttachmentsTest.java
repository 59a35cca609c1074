package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushed files are attachments in the database in the transaction of pages and refs, whether contents are stored or read from git. */
class PushedAttachmentsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Space space = DATABASE.newSpace();
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pushesAddReplaceMoveDeleteAndRestoreAttachments(boolean readsRepository) throws Exception {
        JdbiRepositoryStore repositories = new JdbiRepositoryStore(DATABASE.jdbi());
        Settings settings = readsRepository ? Settings.defaults().withRepositories(repositories) : Settings.defaults();
        JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi(), new JdbiAttachments(DATABASE.jdbi(), settings));
        WikiEditor wiki = new WikiEditor(store, space);
        try (GitSync sync = GitSync.builder()
                .spaces(new JdbiSpaces(DATABASE.jdbi()))
                .pages(store)
                .repositories(repositories)
                .build()) {
            byte[] photo = Contents.bytes(300_000, 1);
            files.put("Guide.md", "guide".getBytes(StandardCharsets.UTF_8));
            files.put("Guide/photo.jpg", photo);
            files.put("Guide/img/a.png", Contents.bytes(1_000, 2));
            files.put("logo.png", Contents.bytes(1_000, 3));
            push(sync);
            Map<String, PageId> ids = attachments(store);
            assertThat(ids).containsOnlyKeys("photo.jpg", "img/a.png", "logo.png");
            assertThat(wiki.contents(ids.get("photo.jpg"))).isEqualTo(photo);

            move("Guide.md", "Docs/Guide.md");
            move("Guide/", "Docs/Guide/");
            files.put("Docs/Guide/img/a.png", Contents.bytes(2_000, 4));
            move("logo.png", "Docs/Guide/logo.png");
            push(sync);
            assertThat(attachments(store)).isEqualTo(ids);
            assertThat(wiki.contents(ids.get("img/a.png"))).isEqualTo(Contents.bytes(2_000, 4));

            SortedMap<String, byte[]> before = new TreeMap<>(files);
            files.clear();
            push(sync);
            assertThat(attachments(store)).isEmpty();
            files.putAll(before);
            push(sync);
            assertThat(attachments(store)).isEqualTo(ids);
            assertThat(repositories.maintain(space)).isTrue();
            assertThat(wiki.contents(ids.get("photo.jpg"))).isEqualTo(photo);
        }
    }

    private void move(String from, String to) {
        for (String path : List.copyOf(files.keySet())) {
            if (path.equals(from) || (from.endsWith("/") && path.startsWith(from))) {
                files.put(to + path.substring(from.length()), Objects.requireNonNull(files.remove(path)));
            }
        }
    }

    private Map<String, PageId> attachments(JdbiPageStore store) {
        return store.attachments().orElseThrow().attachments(space, null, 100).stream()
                .collect(Collectors.toMap(file -> file.content().name(), Attachment::id));
    }

    private void push(GitSync sync) throws IOException {
        try (Repository repository = sync.open(space)) {
            ObjectId main = repository.resolve(Constants.R_HEADS + "main");
            ObjectId seen = main == null ? ObjectId.zeroId() : main;
            PushResult result = sync.ingestPush(
                    space,
                    repository,
                    new Pusher("ada", TestCommits.ADA, true),
                    new PushAttempt.Proposal(
                            seen, TestCommits.commit(repository, seen, files), List.of("gitsync.allow-deletes=100")));
            assertThat(result).isInstanceOf(PushResult.Accepted.class);
        }
        assertThat(sync.verify(space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        proof -> assertThat(proof.differences()).isEmpty());
    }
}
