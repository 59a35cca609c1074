package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.format.PathNaming;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A large space in a database of its own; statements, objects and names are counted. */
final class ScaledSpace implements AutoCloseable {
    static final Provenance EDIT = Provenance.wiki(TestCommits.ADA, Instant.parse("2026-11-30T12:00:00Z"), "edit");

    private static final int BATCH = 500;

    private final TestDatabase database = TestDatabase.migrated();
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong names = new AtomicLong();
    private final CountingRepositoryStore repositories;
    private final GitSyncBuilder builder;
    private final List<PageChange> batch = new ArrayList<>();
    final JdbiAttachments attachments;
    final JdbiPageStore store;
    final Space space = database.newSpace();
    final WikiEditor wiki;
    private GitSync sync;

    /** What a step cost: statements of the database, objects that git reads and inserts, names that are made or compared. */
    record Cost(long statements, long reads, long inserts, long names) {
        long all() {
            return statements + reads + inserts + names;
        }
    }

    ScaledSpace(UnaryOperator<GitSyncBuilder> more) {
        Jdbi jdbi = database.jdbi();
        jdbi.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.incrementAndGet();
            }
        });
        JdbiRepositoryStore stored = new JdbiRepositoryStore(jdbi);
        repositories = new CountingRepositoryStore(stored);
        attachments = new JdbiAttachments(jdbi, Settings.defaults().withRepositories(stored));
        store = new JdbiPageStore(jdbi, attachments);
        wiki = new WikiEditor(store, space);
        builder = more.apply(GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(store)
                .repositories(repositories)
                .naming(new Naming()));
        sync = with("");
    }

    private GitSync with(String folderPages) {
        return builder.settings(GitSyncSettings.builder()
                        .commitWindow(Duration.ofDays(1))
                        .pages(pages -> pages.folderPages(folderPages).orderFiles(true))
                        .build())
                .build();
    }

    /** The engine as after a restart, with other names of folder pages. */
    void useFolderPages(String folderPages) {
        sync.close();
        sync = with(folderPages);
    }

    /** Creates a page with the next batch. */
    void create(PageId id, @Nullable PageId parent, String title, String text) {
        batch.add(new PageChange.Create(id, new PageContent(parent, title, text), EDIT));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        store.apply(space, batch, ApplyContext.edit("ada"));
        batch.clear();
    }

    /** Runs cycles until nothing is left to do. */
    void settle() {
        flush();
        while (hasWork(sync.runOnce(space.id()))) {
            // A cycle has a budget.
        }
    }

    private static boolean hasWork(SyncReport report) {
        return !(report instanceof SyncReport.UpToDate upToDate) || upToDate.hasPendingWork();
    }

    /** A push of one commit with these files. */
    PushResult push(SortedMap<String, byte[]> files) throws IOException {
        try (Repository repository = sync.open(space)) {
            ObjectId main = repository.resolve(Constants.R_HEADS + "main");
            ObjectId seen = main == null ? ObjectId.zeroId() : main;
            ObjectId commit = TestCommits.commit(repository, seen, files);
            return sync.ingestPush(
                    space,
                    repository,
                    new Pusher("ada", TestCommits.ADA, true),
                    new PushAttempt.Proposal(seen, commit, List.of()));
        }
    }

    Cost cost(Step step) throws IOException {
        statements.set(0);
        names.set(0);
        repositories.reset();
        step.run();
        return new Cost(
                statements.get(),
                repositories.counts().lookups(),
                repositories.counts().of(RepositoryCall.INSERT),
                names.get());
    }

    Cost pull() throws IOException {
        return cost(() -> assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class));
    }

    void assertVerified() {
        assertThat(sync.verify(space.id()).isClean()).isTrue();
    }

    /** The megabytes of the heap that are in use. */
    static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    @Override
    public void close() {
        sync.close();
    }

    /** What is counted. */
    interface Step {
        void run() throws IOException;
    }

    private final class Naming implements PathNaming {
        private final PathNaming delegate = new SafePathNaming();

        @Override
        public String nameFor(String title) {
            names.incrementAndGet();
            return delegate.nameFor(title);
        }

        @Override
        public String nameFor(String title, PageId id) {
            names.incrementAndGet();
            return delegate.nameFor(title, id);
        }

        @Override
        public String titleOf(String name) {
            names.incrementAndGet();
            return delegate.titleOf(name);
        }

        @Override
        public String collisionKey(String name) {
            names.incrementAndGet();
            return delegate.collisionKey(name);
        }
    }
}
