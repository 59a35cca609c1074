package dev.gitsync.engine;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.tests.store.ForwardingPageReader;
import java.util.List;

/**
 * A wiki whose cursors are only the numbers of its changes. After a restore, a number beyond the end of the feed means
 * "nothing new", and later another change.
 */
final class NumberedFeed extends ForwardingPageReader implements PageStore {
    private final PageStore pages;

    NumberedFeed(PageStore pages) {
        super(pages);
        this.pages = pages;
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        int from = after.equals(Cursor.START) ? 0 : Integer.parseInt(after.value());
        List<?> all = pages.changes(space, Cursor.START, Integer.MAX_VALUE).changes();
        if (from >= all.size()) {
            return new ChangeBatch(List.of(), after, false);
        }
        int to = Math.min(all.size(), from + Math.min(limit, all.size()));
        return new ChangeBatch(
                pages.changes(space, Cursor.START, to).changes().subList(from, to),
                new Cursor("" + to),
                to < all.size());
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        ApplyResult result = pages.apply(space, changes, context);
        if (!(result instanceof ApplyResult.Applied applied)) {
            return result;
        }
        int end =
                pages.changes(space, Cursor.START, Integer.MAX_VALUE).changes().size();
        return new ApplyResult.Applied(applied.versions(), number(end - changes.size()), number(end));
    }

    private static Cursor number(int changes) {
        return changes == 0 ? Cursor.START : new Cursor("" + changes);
    }
}
