package dev.gitsync.examples.articles;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.transactional.PageWriter;
import dev.gitsync.store.transactional.PageWriter.WriteResult;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes the pages and attachments of a push through {@link ArticleService} and {@link FileService}, one at a time. All calls for a push come from one thread, within
 * one transaction that the JDBI handles of that thread share.
 */
final class ArticleWriter implements PageWriter {
    private final Jdbi jdbi;
    private final ArticleService articles;
    private final FileService files;

    ArticleWriter(Jdbi jdbi, ArticleService articles) {
        this.jdbi = jdbi;
        this.articles = articles;
        this.files = new FileService(jdbi);
    }

    @Override
    public long lock(Space space) {
        return jdbi.withHandle(handle -> History.lockedFence(handle, space.id().value()));
    }

    @Override
    public void keepToken(Space space, long token) {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE book SET fence = ? WHERE id = ?", token, space.id().value()));
    }

    @Override
    public PlanLookup pages(Space space) {
        return new ArticleLookup(jdbi, space);
    }

    @Override
    public Cursor end(Space space) {
        return jdbi.withHandle(handle -> HistoryPlace.end(handle, space));
    }

    @Override
    public WriteResult create(Space space, PageChange.Create page, String actor) {
        return result(
                () -> articles.create(key(space, page, 0), ArticleTranslation.draft(page.content()), edit(page, actor))
                        .revision());
    }

    @Override
    public WriteResult update(Space space, PageChange.Update page, String actor) {
        return result(() -> articles.save(
                        key(space, page, page.expectedVersion()),
                        ArticleTranslation.draft(page.content()),
                        edit(page, actor))
                .revision());
    }

    @Override
    public WriteResult delete(Space space, PageChange.Delete page, String actor) {
        return result(() -> articles.trash(key(space, page, page.expectedVersion()), edit(page, actor))
                .revision());
    }

    @Override
    public WriteResult restore(Space space, PageChange.Restore page, String actor) {
        return result(() -> articles.restore(
                        key(space, page, page.expectedVersion()),
                        ArticleTranslation.draft(page.content()),
                        edit(page, actor))
                .revision());
    }

    @Override
    public WriteResult putAttachment(Space space, PageChange.PutAttachment attachment, String actor) {
        long revision = attachment.expectedVersion();
        Article.Key key = key(space, attachment, revision);
        ArticleFile.Draft draft = ArticleTranslation.draft(attachment.content());
        return result(() -> (revision == 0
                        ? files.add(key, draft, edit(attachment, actor))
                        : files.put(key, draft, edit(attachment, actor)))
                .revision());
    }

    @Override
    public WriteResult deleteAttachment(Space space, PageChange.Delete attachment, String actor) {
        return result(() -> files.trash(key(space, attachment, attachment.expectedVersion()), edit(attachment, actor))
                .revision());
    }

    private static Article.Key key(Space space, PageChange page, long revision) {
        return new Article.Key(space.id().value(), ArticleTranslation.number(page.id()), (int) revision);
    }

    private static Edit edit(PageChange page, String actor) {
        return new Edit(actor, page.provenance());
    }

    /** Turns the exceptions of the wiki into results. */
    private static WriteResult result(IntSupplier write) {
        try {
            return new WriteResult.Written(write.getAsInt());
        } catch (ConflictException e) {
            return new WriteResult.Stale();
        } catch (RuleException e) {
            return new WriteResult.Refused(Objects.requireNonNull(e.getMessage()));
        }
    }
}
