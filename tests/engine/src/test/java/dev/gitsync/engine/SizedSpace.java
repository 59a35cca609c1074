package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.format.label.LabelFormat;
import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkReader;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import dev.gitsync.tests.repository.RepositoryCounts;
import dev.gitsync.tests.store.CountingPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;

/** A space of a given size, created by one push, with an engine whose calls are all counted. */
final class SizedSpace {
    /** The root page of a tree. */
    static final String ROOT = "All";

    private static final int FAN = 10;

    final Space space = new Space(new SpaceId("sized"), "acme", "Sized");
    final InMemorySpaceDirectory spaces = InMemorySpaceDirectory.of(space);
    final InMemoryPageStore wiki;
    final CountingPageStore pages;
    final CountingRepositoryStore repositories;
    final GitSync sync;
    final CountedNaming names = new CountedNaming();
    private final InMemoryRepositoryStore plain = new InMemoryRepositoryStore();
    private final int size;

    private SizedSpace(int size, Duration window, InMemoryPageStore wiki, String... folderPages) {
        this(size, window, wiki, builder -> builder, folderPages);
    }

    private SizedSpace(
            int size,
            Duration window,
            InMemoryPageStore wiki,
            UnaryOperator<GitSyncBuilder> more,
            String... folderPages) {
        this.size = size;
        this.wiki = wiki;
        this.pages = new CountingPageStore(wiki);
        this.repositories = new CountingRepositoryStore(plain);
        GitSyncBuilder builder = GitSync.builder()
                .spaces(spaces)
                .pages(pages)
                .repositories(repositories)
                .naming(names)
                .settings(GitSyncSettings.builder()
                        .commitWindow(window)
                        .pages(conventions -> conventions
                                .folderPages(String.join(",", folderPages))
                                .orderFiles(wiki.attachments().isPresent()))
                        .deletes(deletes -> deletes.maxPages(Integer.MAX_VALUE).maxShare(1))
                        .build());
        // The clock stands still, so periodic checks add no cost.
        this.sync = Clocks.of(more.apply(builder), () -> 0).build();
    }

    private SizedSpace(int size, IntFunction<String> paths) {
        this(size, Duration.ZERO, new InMemoryPageStore());
        pushAll(paths);
    }

    /** Returns a space without pages, in which successive edits of the wiki are one commit. */
    static SizedSpace empty() {
        return new SizedSpace(0, Duration.ofHours(1), new InMemoryPageStore());
    }

    /** Returns such a space with a wiki whose links are read. */
    static SizedSpace withLinks(LinkReader reader) {
        InMemoryPageStore wiki = new InMemoryPageStore();
        return new SizedSpace(0, Duration.ofHours(1), wiki, builder -> builder.linkReader(reader));
    }

    /** Returns such a space with a wiki that links by id. */
    static SizedSpace withCodec(LinkCodec codec) {
        InMemoryPageStore wiki = new InMemoryPageStore();
        return new SizedSpace(0, Duration.ZERO, wiki, builder -> builder.linkCodec(codec));
    }

    /** Returns a space without pages with a wiki that has labels. */
    static SizedSpace withLabels(LabelFormat format) {
        InMemoryPageStore wiki = InMemoryPageStore.withLabels();
        return new SizedSpace(0, Duration.ofHours(1), wiki, builder -> builder.labelFormat(format));
    }

    /** Returns such a space with a wiki with attachments, including order files. */
    static SizedSpace withAttachments() {
        return new SizedSpace(0, Duration.ofHours(1), InMemoryPageStore.withAttachments());
    }

    /** Returns such a space in which files with these names are folder pages. */
    static SizedSpace withFolderPages(String... names) {
        return new SizedSpace(0, Duration.ofHours(1), new InMemoryPageStore(), names);
    }

    /** Returns a space with a root page, ten children, ten children of each of these, and so on, up to {@code pages}. */
    static SizedSpace tree(int pages) {
        return new SizedSpace(pages, i -> i == 0 ? ROOT : path(i - 1));
    }

    /** Returns a space in which all pages are root pages. */
    static SizedSpace flat(int pages) {
        return new SizedSpace(pages, i -> "Page " + i);
    }

    /** Returns a space with pages at {@code paths}. */
    static SizedSpace of(int pages, IntFunction<String> paths) {
        return new SizedSpace(pages, paths);
    }

    /** Returns one of the ten children of the root; a test may change all but the ninth. */
    static String near(int i) {
        return path(i);
    }

    /**
     * Returns one of the last pages, counted from the end. They have no children, are as deep as any page, and are
     * below the ninth child of the root.
     */
    String deep(int fromBehind) {
        return path(size - 2 - fromBehind);
    }

    private static String path(int i) {
        return (i < FAN ? ROOT : path((i - FAN) / FAN)) + "/Page " + i;
    }

    int size() {
        return size;
    }

    PageId page(String path) {
        return sync.pageAt(space, path + ".md").orElseThrow(() -> new AssertionError("No page at " + path));
    }

    Provenance edit(String message) {
        return Provenance.wiki(EngineFixture.ADA, EngineFixture.NOON, message);
    }

    Repository uncounted() {
        return plain.open(space).git();
    }

    /** Returns the cost of {@code work}. */
    Cost cost(Work work) throws IOException {
        pages.reset();
        repositories.reset();
        names.reset();
        work.run();
        return new Cost(repositories.counts(), pages.counts(), names.count());
    }

    /** Returns the cost of a push of one commit, from the first byte of its pack to the last byte of the report. */
    Cost pushCost(Edit edit) throws IOException {
        try (Repository uncounted = uncounted();
                PackClient client = new PackClient(uncounted)) {
            edit.make(client);
            String[] report = new String[1];
            Cost cost = cost(() -> {
                try (Repository repository = sync.open(space)) {
                    report[0] = client.push(sync.receivePack(space, repository, GitUser.PUSHER));
                }
            });
            assertThat(report[0]).contains("ok refs/heads/main");
            return cost;
        }
    }

    private void pushAll(IntFunction<String> paths) {
        try (Repository repository = uncounted();
                ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache files = DirCache.newInCore();
            DirCacheBuilder builder = files.builder();
            for (int i = 0; i < size; i++) {
                DirCacheEntry file = new DirCacheEntry(paths.apply(i) + ".md");
                file.setFileMode(FileMode.REGULAR_FILE);
                byte[] text = ("Text of page " + i + ". " + "More of it. ".repeat(20)).getBytes(StandardCharsets.UTF_8);
                file.setObjectId(inserter.insert(Constants.OBJ_BLOB, text));
                builder.add(file);
            }
            builder.finish();
            PersonIdent grace = new PersonIdent(GitUser.GRACE.name(), GitUser.GRACE.email());
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            commit.setAuthor(grace);
            commit.setCommitter(grace);
            commit.setMessage("All pages\n");
            ObjectId tip = inserter.insert(commit);
            inserter.flush();
            PushAttempt.Proposal proposal = new PushAttempt.Proposal(ObjectId.zeroId(), tip, List.of());
            assertThat(sync.ingestPush(space, repository, GitUser.PUSHER, proposal))
                    .isInstanceOf(PushResult.Accepted.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes files in a clone. */
    interface Edit {
        void make(PackClient client) throws IOException;
    }

    /** The work that is measured. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * The counted calls.
     *
     * @param git calls on the git storage
     * @param wiki calls on the wiki
     * @param names the number of names that were created or compared
     */
    record Cost(RepositoryCounts git, CountingPageStore.Counts wiki, long names) {}
}
