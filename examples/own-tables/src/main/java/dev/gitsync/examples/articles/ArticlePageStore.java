package dev.gitsync.examples.articles;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.GitOrigin;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Revision;
import dev.gitsync.model.Space;
import dev.gitsync.model.Tombstone;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The wiki's own tables and service layer as gitsync sees them: a book is a space, an article is a page, the history is the
 * change feed. Pushes go through {@link ArticleService}, so the wiki's rules hold for them, and run in the transaction in
 * which the refs move too, because both sides tell the same {@link Jdbi}. Safe for use by several threads.
 */
public final class ArticlePageStore implements PageStore {
    private final Jdbi jdbi;
    private final JdbiTransactions transactions;
    private final ArticleService articles;

    /** Works on the database of the wiki. */
    public ArticlePageStore(Jdbi jdbi, ArticleService articles) {
        this.jdbi = jdbi;
        this.transactions = new JdbiTransactions(jdbi);
        this.articles = articles;
    }

    @Override
    public Optional<Object> transactions() {
        return Optional.of(jdbi);
    }

    private record Entry(Cursor cursor, Change change) {}

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        int most = Math.min(limit, 1000);
        return transactions.read("read the history of book " + space.id(), handle -> {
            if (!HistoryPlace.isKnown(handle, space, after)) {
                return ChangeBatch.unknown(after);
            }
            List<Entry> found = handle.createQuery("SELECT *, " + HistoryPlace.MARK + """
                             AS mark FROM article_history WHERE book = :book AND clock > :after
                            ORDER BY clock LIMIT :limit""")
                    .bind("book", space.id().value())
                    .bind("after", HistoryPlace.clock(after))
                    .bind("limit", most + 1)
                    .map((row, ctx) ->
                            new Entry(HistoryPlace.cursor(row.getLong("clock"), row.getString("mark")), change(row)))
                    .list();
            List<Entry> batch = found.subList(0, Math.min(most, found.size()));
            Cursor next = batch.isEmpty() ? after : batch.get(batch.size() - 1).cursor();
            return new ChangeBatch(batch.stream().map(Entry::change).toList(), next, found.size() > most);
        });
    }

    @Override
    public OptionalLong remaining(Space space, Cursor after) {
        return transactions.read(
                "count the history of book " + space.id(),
                handle -> handle.createQuery("SELECT clock FROM book WHERE id = :book")
                        .bind("book", space.id().value())
                        .mapTo(Long.class)
                        .findOne()
                        .map(newest -> OptionalLong.of(newest - HistoryPlace.clock(after)))
                        .orElseGet(OptionalLong::empty));
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        // By id as text, byte by byte: that is the order that gitsync means.
        return transactions.read(
                "list the articles of book " + space.id(),
                handle -> handle.createQuery("""
                                SELECT * FROM article WHERE book = :book AND NOT trashed
                                    AND id::text COLLATE "C" > :after
                                ORDER BY id::text COLLATE "C" LIMIT :limit""")
                        .bind("book", space.id().value())
                        .bind("after", after == null ? "" : after.value())
                        .bind("limit", limit)
                        .map((row, ctx) -> page(BookWriting.article(row)))
                        .list());
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return transactions.read(
                "read an article of book " + space.id(),
                handle -> handle.createQuery("SELECT * FROM article WHERE id = :id AND book = :book AND NOT trashed")
                        .bind("id", number(id))
                        .bind("book", space.id().value())
                        .map((row, ctx) -> page(BookWriting.article(row)))
                        .findOne());
    }

    @Override
    public PageId newPageId(Space space) {
        return transactions.read(
                "choose the id of an article",
                handle -> handle.createQuery("SELECT nextval('article_id')")
                        .mapTo(Long.class)
                        .map(ArticlePageStore::id)
                        .one());
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        requireEachOnce(changes);
        try {
            return transactions.write(
                    "change " + changes.size() + " articles of book " + space.id(),
                    handle -> apply(handle, space, changes, context));
        } catch (StaleException e) {
            return new ApplyResult.Stale(e.pages);
        } catch (RuleException e) {
            return new ApplyResult.Refused(Objects.requireNonNull(e.getMessage()));
        } catch (FencedException e) {
            return new ApplyResult.Fenced(e.newest);
        }
    }

    /** All in one transaction; whatever is thrown here takes all of it back. */
    private ApplyResult apply(Handle handle, Space space, List<PageChange> changes, ApplyContext context) {
        Map<PageId, Long> versions = new HashMap<>();
        Set<PageId> stale = new LinkedHashSet<>();
        String book = space.id().value();
        ApplyResult.Applied applied = articles.write(handle, book, context.actor(), writing -> {
            long token = context.fencingToken();
            if (token != ApplyContext.UNFENCED && token < writing.fence()) {
                throw new FencedException(writing.fence());
            }
            for (PageChange change : changes) {
                try {
                    versions.put(change.id(), (long) apply(writing, change).revision());
                } catch (ConflictException e) {
                    stale.add(change.id());
                }
            }
            if (!stale.isEmpty()) {
                throw new StaleException(List.copyOf(stale));
            }
            writing.raiseFence(token);
            return new ApplyResult.Applied(
                    versions,
                    HistoryPlace.cursor(handle, space, writing.began()),
                    HistoryPlace.cursor(handle, space, writing.clock()));
        });
        // The refs of the push move here, in this transaction.
        context.inTransaction().accept(applied);
        return applied;
    }

    private static Article apply(BookWriting writing, PageChange change) {
        long id = number(change.id());
        Provenance who = change.provenance();
        return change.match(
                create -> writing.create(id, article(id, create.content()), who),
                update -> writing.update((int) update.expectedVersion(), article(id, update.content()), who),
                delete -> writing.trash(id, (int) delete.expectedVersion(), who),
                restore -> writing.restore((int) restore.expectedVersion(), article(id, restore.content()), who));
    }

    private static void requireEachOnce(List<PageChange> changes) {
        Set<PageId> seen = new HashSet<>();
        for (PageChange change : changes) {
            if (!seen.add(change.id())) {
                throw new InvalidInputException("A plan names article " + change.id() + " twice");
            }
        }
    }

    private static Article article(long id, PageContent content) {
        PageId parent = content.parent();
        return new Article(id, parent == null ? null : number(parent), content.title(), content.text(), 0, false);
    }

    private static Page page(Article article) {
        return new Page(
                id(article.id()), article.revision(), content(article.above(), article.title(), article.body()));
    }

    private static PageContent content(@Nullable Long above, String title, @Nullable String body) {
        return new PageContent(above == null ? null : id(above), title, body);
    }

    private static Change change(ResultSet row) throws SQLException {
        PageId id = id(row.getLong("article"));
        String commit = row.getString("git_commit");
        Provenance who = new Provenance(
                new Person(row.getString("author"), row.getString("author_email")),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getString("note"),
                commit == null ? null : new GitOrigin(commit, row.getString("git_push")));
        int revision = row.getInt("revision");
        return row.getBoolean("trashed")
                ? new Tombstone(id, revision, who)
                : new Revision(
                        id,
                        revision,
                        content(BookWriting.above(row), row.getString("title"), row.getString("body")),
                        who);
    }

    private static PageId id(long article) {
        return new PageId(Long.toString(article));
    }

    private static long number(PageId id) {
        try {
            return Long.parseLong(id.value());
        } catch (NumberFormatException e) {
            return -1; // somebody else's id, which no article has
        }
    }

    private static final class StaleException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<PageId> pages;

        StaleException(List<PageId> pages) {
            this.pages = pages;
        }
    }

    private static final class FencedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long newest;

        FencedException(long newest) {
            this.newest = newest;
        }
    }
}
