package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.FaultyPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** One space of an in-memory wiki, with an engine. */
final class EngineFixture {
    static final Person ADA = new Person("Ada Lovelace", "ada@example.org");
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    final Space space = new Space(new SpaceId("handbook"), "acme", "Handbook");
    final InMemoryPageStore wiki;
    final FaultyPageStore faulty;
    final InMemorySpaceDirectory spaces = InMemorySpaceDirectory.of(space);
    final RepositoryStore repositories;
    final GitSync sync;
    final GitUser git;
    private Instant time = NOON;

    EngineFixture() {
        this(new InMemoryRepositoryStore(), builder -> builder);
    }

    EngineFixture(RepositoryStore repositories, UnaryOperator<GitSyncBuilder> more) {
        this(new InMemoryPageStore(), repositories, more);
    }

    EngineFixture(InMemoryPageStore wiki, RepositoryStore repositories, UnaryOperator<GitSyncBuilder> more) {
        this.wiki = wiki;
        this.faulty = new FaultyPageStore(wiki);
        this.repositories = repositories;
        this.sync = more.apply(GitSync.builder().spaces(spaces).pages(faulty).repositories(repositories))
                .build();
        this.git = new GitUser(sync, space);
    }

    /** Creates the engine on another store over the same pages. */
    EngineFixture(Function<InMemoryPageStore, PageStore> store) {
        this.wiki = new InMemoryPageStore();
        this.faulty = new FaultyPageStore(wiki);
        this.repositories = new InMemoryRepositoryStore();
        this.sync = GitSync.builder()
                .spaces(spaces)
                .pages(store.apply(wiki))
                .repositories(repositories)
                .build();
        this.git = new GitUser(sync, space);
    }

    /** Returns one space of a wiki with attachments. */
    static EngineFixture withAttachments() {
        return of(InMemoryPageStore.withAttachments());
    }

    /** Returns one space in which files with these names are folder pages. */
    static EngineFixture withFolderPages(InMemoryPageStore wiki, String... names) {
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(pages -> pages.folderPages(String.join(",", names)))
                .build();
        return new EngineFixture(wiki, new InMemoryRepositoryStore(), builder -> builder.settings(settings));
    }

    static EngineFixture of(InMemoryPageStore wiki) {
        return new EngineFixture(wiki, new InMemoryRepositoryStore(), builder -> builder);
    }

    PageStore store() {
        return wiki;
    }

    /** Creates a page in the wiki. */
    PageId page(@Nullable PageId parent, String title, @Nullable String text) {
        return wiki.create(space, parent, title, text, edit("Create " + title));
    }

    /** Uploads a file in the wiki. */
    PageId upload(@Nullable PageId page, String name, String content) {
        return wiki.upload(space, page, name, TestContent.of(content), edit("Upload " + name));
    }

    /** Returns an edit by Ada, one minute after the one before. */
    Provenance edit(String message) {
        time = time.plusSeconds(60);
        return Provenance.wiki(ADA, time, message);
    }

    String titleOf(PageId id) {
        return wiki.page(space, id).orElseThrow().content().title();
    }

    @Nullable
    String textOf(PageId id) {
        return wiki.page(space, id).orElseThrow().content().text();
    }

    SyncReport pull() {
        SyncReport report = sync.runOnce(space.id());
        assertThat(report).isNotInstanceOf(SyncReport.Failed.class);
        return report;
    }

    /** Returns up to 10,000 pages. */
    List<Page> pages() {
        return wiki.pages(space, null, 10_000);
    }

    /** Returns a page and all below it, children first. */
    List<Page> branch(Page top) {
        List<Page> branch = new ArrayList<>();
        pages().stream()
                .filter(page -> top.id().equals(page.content().parent()))
                .forEach(child -> branch.addAll(branch(child)));
        branch.add(top);
        return branch;
    }

    /** Returns whether {@code page} equals {@code above} or is below it. */
    boolean isBelow(PageId page, PageId above) {
        for (@Nullable PageId at = page; at != null; ) {
            if (at.equals(above)) {
                return true;
            }
            at = wiki.page(space, at).orElseThrow().content().parent();
        }
        return false;
    }

    /** Returns up to 10,000 attachments. */
    List<Attachment> attachments() {
        return wiki.attachments().orElseThrow().attachments(space, null, 10_000);
    }

    /** Returns the path of the file of a page or attachment. */
    String path(PageId id) {
        return sync.withPaths(space, paths -> paths.apply(id))
                .orElseThrow(() -> new AssertionError("No file of " + id));
    }

    /** Returns the id of the page of this file or folder. */
    PageId pageAt(String path) {
        return wiki.pages(space, null, 10_000).stream()
                .map(page -> page.id())
                .filter(id -> sync.withPaths(space, paths -> paths.apply(id))
                        .filter(path::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No page at " + path));
    }

    /** Moves a ref without the engine. */
    void move(String ref, ObjectId to) {
        try (Repository repository = sync.open(space)) {
            MovedRefs.move(repository, ref, to);
        }
    }

    /** Deletes refs without the engine. */
    void lose(String... refs) {
        try (Repository repository = sync.open(space)) {
            MovedRefs.lose(repository, refs);
        }
    }

    /** Checks that wiki, main and index agree. */
    void assertVerified() {
        VerifyReport report = sync.verify(space.id());
        assertThat(report).isInstanceOf(VerifyReport.Verified.class);
        assertThat(((VerifyReport.Verified) report).differences()).isEmpty();
    }
}
