package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.error.StoreException;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.repository.FaultyRepositoryStore;
import dev.gitsync.tests.store.FaultyPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** A wiki and a git storage that outlive the engines on them, each of which may be killed at any call. */
final class CrashSite {
    final Space space = new Space(new SpaceId("handbook"), "acme", "Handbook");
    final InMemoryPageStore wiki;
    private final Supplier<RepositoryStore> storage;
    private Instant time = EngineFixture.NOON;
    private int starts;
    private boolean hidesFiles;
    private UnaryOperator<GitSyncBuilder> more = builder -> builder;
    /** What is really there; no call on it fails or is counted. */
    RepositoryStore plain;

    FaultyPageStore faultyWiki;
    FaultyRepositoryStore faultyGit;
    GitSync sync;

    /** {@code storage} opens the same storage again at every start. */
    CrashSite(Supplier<RepositoryStore> storage, InMemoryPageStore wiki) {
        this.storage = storage;
        this.wiki = wiki;
        this.plain = storage.get();
        this.faultyWiki = faultyWiki();
        this.faultyGit = new FaultyRepositoryStore(plain);
        this.sync = build();
    }

    private FaultyPageStore faultyWiki() {
        return new FaultyPageStore(hidesFiles ? FileAdoptionTest.pagesOnly(wiki) : wiki);
    }

    /** A new process with a store of pages that has no attachments, or has them again. */
    void hideFiles(boolean areHidden) {
        hidesFiles = areHidden;
        restart();
    }

    /** A new process with an engine that is built in another way. */
    void restartWith(UnaryOperator<GitSyncBuilder> builder) {
        more = builder;
        restart();
    }

    /** A new process: nothing is kept but what is in the wiki and in the git storage; no lease survives. */
    void restart() {
        plain = storage.get();
        faultyWiki = faultyWiki();
        faultyGit = new FaultyRepositoryStore(plain);
        sync = build();
    }

    /** The same process goes on, and nothing fails any more. */
    void clearFaults() {
        faultyWiki.clearFaults();
        faultyGit.clearFaults();
    }

    private GitSync build() {
        return more.apply(GitSync.builder()
                        .spaces(InMemorySpaceDirectory.of(space))
                        .pages(faultyWiki)
                        .repositories(faultyGit)
                        .lock(new InProcessSpaceLock(
                                Clock.fixed(EngineFixture.NOON.plusSeconds(starts++), ZoneOffset.UTC))))
                .build();
    }

    PageId page(@Nullable PageId parent, String title, @Nullable String text) {
        return wiki.create(space, parent, title, text, edit("Create " + title));
    }

    PageId upload(@Nullable PageId page, String name, String content) {
        return wiki.upload(space, page, name, TestContent.of(content), edit("Upload " + name));
    }

    Provenance edit(String message) {
        time = time.plusSeconds(60);
        return Provenance.wiki(EngineFixture.ADA, time, message);
    }

    /** The page with a title. */
    PageId wikiPage(String title) {
        return wiki.pages(space, null, 1_000).stream()
                .filter(page -> page.content().title().equals(title))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The live attachments. */
    List<Attachment> files() {
        return wiki.attachments()
                .map(files -> files.attachments(space, null, 10_000))
                .orElse(List.of());
    }

    /** The attachment with a name. */
    PageId file(String name) {
        return files().stream()
                .filter(file -> file.content().name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The deleted attachment that had a name. */
    PageId deletedFile(String name) {
        return wiki.changes(space, Cursor.START, 10_000).changes().stream()
                .filter(change -> change instanceof Change.AttachmentRevision file
                        && file.content().name().equals(name)
                        && files().stream().noneMatch(live -> live.id().equals(file.id())))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Uploads objects of Git LFS; whether the wiki took them. */
    boolean store(String... contents) throws IOException {
        try {
            for (String content : contents) {
                faultyWiki.attachments().orElseThrow().store(space, TestContent.of(content));
            }
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    /** The page at a path without ending. */
    PageId at(String path) {
        return sync.pageAt(space, path + ".md").orElseThrow(() -> new AssertionError("No page at " + path));
    }

    /** One cycle; whether it was done. */
    boolean pull() {
        return sync.runOnce(space.id()).isCaughtUp();
    }

    /** A push of one commit; whether git was told that it was taken. Nothing to do if it was taken before. */
    boolean push(SizedSpace.Edit edit) throws IOException {
        try (Repository clone = plain.open(space).git();
                PackClient client = new PackClient(clone)) {
            edit.make(client);
            try (Repository repository = sync.open(space)) {
                return client.push(sync.receivePack(space, repository, GitUser.PUSHER))
                        .contains("ok refs/heads/main");
            } catch (IOException | UncheckedIOException | StoreException e) {
                return false;
            }
        }
    }

    ObjectId main() throws IOException {
        try (Repository repository = plain.open(space).git()) {
            ObjectId main = repository.resolve("refs/heads/main");
            return main == null ? ObjectId.zeroId() : main;
        }
    }

    /** Wiki, main and index agree. */
    void assertVerified() {
        VerifyReport report = sync.verify(space.id());
        assertThat(report)
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        verified -> assertThat(verified.differences()).isEmpty());
    }

    /** What the first cycle or the first fetch after a restart does. */
    void recover(boolean byFetch) {
        SyncReport report = byFetch ? sync.catchUp(space.id()) : sync.runOnce(space.id());
        assertThat(report.isCaughtUp()).as("%s", report).isTrue();
    }
}
