package dev.gitsync.benchmarks.work;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.content.Corpus;
import dev.gitsync.benchmarks.side.BenchDatabase;
import dev.gitsync.benchmarks.side.GitSyncSite;
import dev.gitsync.benchmarks.side.PlainGit;
import dev.gitsync.benchmarks.side.Site;
import dev.gitsync.benchmarks.side.Stores;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Both sides with the same content, made when they are asked for: a database, the engine in this process (as a second
 * replica), the server in a JVM of its own, and plain git. For one thread.
 */
public final class Lab implements AutoCloseable {
    private static final String HEAP = "1g";

    private final Path folder;
    private final Sizes sizes;
    private final @Nullable Path repositories;
    private final BenchDatabase database;
    private final LeasedSpaceLock leases;
    private final Map<String, BenchSpace> spaces = new HashMap<>();
    private final Set<String> copied = new HashSet<>();
    private final Random random = new Random(7);
    private @Nullable Site ours;
    private @Nullable PlainGit plain;
    private int clones;
    private long clock = 10_000_000;

    private Lab(Path folder, Sizes sizes, boolean onDisk) {
        this.folder = folder;
        this.sizes = sizes;
        repositories = onDisk ? folder.resolve("gitsync-repositories") : null;
        database = BenchDatabase.start(folder.resolve("postgres"));
        leases = new LeasedSpaceLock(new JdbiLeases(database.pool().jdbi()));
    }

    /** Starts a database in a folder of one's own. */
    public static Lab open(Path folder, Sizes sizes, boolean onDisk) throws IOException {
        Files.createDirectories(folder);
        // Apache httpd runs as another user.
        Command.of("chmod", "755", folder.toString()).run();
        return new Lab(folder, sizes, onDisk);
    }

    Sizes sizes() {
        return sizes;
    }

    BenchDatabase database() {
        return database;
    }

    JdbiPageStore pages() {
        return stores().pages();
    }

    private Stores stores() {
        return Stores.of(database.pool().jdbi(), repositories, Duration.ZERO);
    }

    /** The engine in this process, on the same spaces as the server's. */
    GitSync engine(GitSyncSettings settings) {
        return stores().engine(leases).settings(settings).build();
    }

    GitSync engine() {
        return engine(GitSyncSettings.defaults());
    }

    /** The space of the large size, with its pages and nothing in git yet. */
    BenchSpace largeUnexported() {
        return spaces.computeIfAbsent("large", name -> written(name, sizes.pages()));
    }

    /** The space of the large size on both sides. */
    BenchSpace large() {
        return onBothSides(largeUnexported());
    }

    /** The space of the small size on both sides. */
    BenchSpace small() {
        return space("small", sizes.fewPages());
    }

    /** A space on both sides. */
    BenchSpace space(String name, int pages) {
        return onBothSides(spaces.computeIfAbsent(name, fresh -> written(fresh, pages)));
    }

    /** A space on our side only. */
    BenchSpace ourSpace(String name, int pages) {
        return spaces.computeIfAbsent(name, fresh -> {
            BenchSpace space = written(fresh, pages);
            sync(space);
            return space;
        });
    }

    private BenchSpace written(String name, int pages) {
        Space space = new JdbiSpaces(database.pool().jdbi()).create(new SpaceId(name), "", name, true);
        return new BenchSpace(space, Corpus.write(pages(), space, pages));
    }

    private BenchSpace onBothSides(BenchSpace space) {
        if (copied.add(space.name())) {
            if (repositories != null) {
                stopOurs(); // One process at a time writes to repositories on disk.
            }
            sync(space);
            maintain(space);
            database.execute("VACUUM ANALYZE");
            plain().create(space.name(), ours().url(space.name()));
        }
        return space;
    }

    /** Brings the space into git, in this process. */
    void sync(BenchSpace space) {
        requireDone(engine().runOnce(space.space().id()));
    }

    /** Takes the repository of a space away, as if it had never been there. */
    void forgetRepository(BenchSpace space) {
        database.execute("DELETE FROM gitsync_refs WHERE space_id = '" + space.name() + "'");
        database.execute("DELETE FROM gitsync_packs WHERE space_id = '" + space.name() + "'");
        database.execute("VACUUM");
        if (repositories != null) {
            Command.delete(repositories);
        }
    }

    void maintain(BenchSpace space) {
        try {
            engine().maintain(space.space().id());
            engine().maintain(space.space().id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static void requireDone(SyncReport report) {
        if (!report.isCaughtUp()) {
            throw new IllegalStateException("A cycle did not get through: " + report);
        }
    }

    /** An edit of a page's text in the wiki. */
    void edit(BenchSpace space, PageId id) {
        Page page = page(space, id);
        change(
                space,
                page,
                new PageContent(page.content().parent(), page.content().title(), Corpus.text(random)));
    }

    /** Another title for a page, in the wiki. */
    void rename(BenchSpace space, PageId id, String title) {
        Page page = page(space, id);
        change(
                space,
                page,
                new PageContent(page.content().parent(), title, page.content().text()));
    }

    private Page page(BenchSpace space, PageId id) {
        return pages().page(space.space(), id).orElseThrow();
    }

    private void change(BenchSpace space, Page page, PageContent content) {
        Corpus.apply(
                pages(),
                space.space(),
                List.of(new PageChange.Update(
                        page.id(), page.version(), page.content().text(), content, Corpus.edit(clock++, "edit"))));
    }

    /** Text for a file, another one each time. */
    String text() {
        return Corpus.text(random);
    }

    /** Our server. */
    Site ours() {
        Site running = ours;
        if (running == null) {
            running = start(HEAP);
            ours = running;
        }
        return running;
    }

    private void stopOurs() {
        if (ours != null) {
            ours.close();
            ours = null;
        }
    }

    /** Another server of ours; close it. */
    Site start(String heap) {
        return GitSyncSite.start(database.jdbcUrl(), heap, repositories);
    }

    /** Another server of ours, with settings, and with a log of its collections; close it. */
    Site start(String heap, Map<String, String> settings, Path gcLog) {
        return GitSyncSite.start(database.jdbcUrl(), new GitSyncSite.Options(heap, repositories, settings, gcLog));
    }

    /** A space without pages, on both sides. */
    void emptySpace(String name) {
        plain().createEmpty(name);
        new JdbiSpaces(database.pool().jdbi()).create(new SpaceId(name), "", name, true);
    }

    /** Plain git. */
    PlainGit plain() {
        PlainGit running = plain;
        if (running == null) {
            running = PlainGit.start(folder.resolve("plain"));
            plain = running;
        }
        return running;
    }

    /** A new clone without a working tree; with more options of {@code git clone}, if there are any. */
    Clone clone(Site site, BenchSpace space, String... options) {
        return Clone.of(site.url(space.name()), freshFolder(), options);
    }

    /** The same as a user of another name. */
    Clone cloneAs(String user, Site site, BenchSpace space) {
        return Clone.of(site.url(user, space.name()), freshFolder());
    }

    /** A folder that is not there yet. */
    Path freshFolder() {
        return folder.resolve("clone-" + clones++);
    }

    @Override
    public void close() {
        stopOurs();
        if (plain != null) {
            plain.close();
        }
        leases.close();
        database.close();
    }
}
