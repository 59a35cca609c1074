package dev.gitsync.testkit;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanCheck;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages and the feed of one space. One lock guards everything. */
final class InMemorySpace implements PlanLookup {
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,9})-[0-9a-f]+");

    private final SpaceId id;
    private final List<Change> feed = new ArrayList<>();
    private final NavigableMap<PageId, StoredPage> pages = new TreeMap<>();
    private long newestToken;

    InMemorySpace(SpaceId id) {
        this.id = id;
    }

    synchronized ChangeBatch changes(Cursor after, int limit) {
        OptionalInt position = position(after);
        if (position.isEmpty()) {
            return ChangeBatch.unknown(after);
        }
        int from = position.getAsInt();
        int to = Math.min(feed.size(), from + Math.min(limit, feed.size()));
        return new ChangeBatch(feed.subList(from, to), to == from ? after : cursor(to), to < feed.size());
    }

    /** Returns a backup of the whole state. */
    synchronized Backup backup() {
        return new Backup(List.copyOf(feed), Map.copyOf(pages));
    }

    /** Restores an earlier state and forgets the newest token. */
    synchronized void restore(Backup backup) {
        feed.clear();
        feed.addAll(backup.feed());
        pages.clear();
        pages.putAll(backup.pages());
        newestToken = 0;
    }

    /** The state of a space at some time. */
    record Backup(List<Change> feed, Map<PageId, StoredPage> pages) {}

    synchronized List<Page> pages(@Nullable PageId after, int limit) {
        var rest = after == null ? pages : pages.tailMap(after, false);
        return rest.entrySet().stream()
                .filter(entry -> entry.getValue().live())
                .limit(limit)
                .map(entry -> entry.getValue().as(entry.getKey()))
                .toList();
    }

    synchronized Optional<Page> page(PageId page) {
        return Optional.ofNullable(pages.get(page)).filter(StoredPage::live).map(stored -> stored.as(page));
    }

    synchronized Page trashed(PageId page) {
        return Optional.ofNullable(pages.get(page))
                .filter(stored -> !stored.live())
                .map(stored -> stored.as(page))
                .orElseThrow(() -> new AssertionError("Page " + page + " of space " + id + " is not in the trash"));
    }

    synchronized ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        Optional<ApplyResult.Fenced> fenced = context.fencedBy(newestToken);
        if (fenced.isPresent()) {
            return fenced.get();
        }
        Optional<ApplyResult> objection = PlanCheck.of(space, changes, this).objection();
        if (objection.isPresent()) {
            return objection.get();
        }
        newestToken = Math.max(newestToken, context.fencingToken());
        return commit(changes);
    }

    @Override
    public synchronized Map<PageId, PageState> pages(Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        for (PageId page : ids) {
            StoredPage stored = pages.get(page);
            if (stored != null) {
                found.put(page, stored.state());
            }
        }
        return found;
    }

    @Override
    public synchronized Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().isLiveBelow(parents) && !except.contains(page.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private ApplyResult commit(List<PageChange> changes) {
        changes.forEach(change -> pages.put(change.id(), after(change)));
        Map<PageId, Long> versions = new HashMap<>();
        for (PageChange change : changes) {
            Page page = existing(change.id()).as(change.id());
            versions.put(change.id(), page.version());
            feed.add(
                    change instanceof PageChange.Delete
                            ? new Tombstone(page.id(), page.version(), change.provenance())
                            : new Revision(page.id(), page.version(), page.content(), change.provenance()));
        }
        return new ApplyResult.Applied(versions, cursor(feed.size() - changes.size()), cursor(feed.size()));
    }

    private StoredPage after(PageChange change) {
        return change.accept(new PageChange.Visitor<>() {
            @Override
            public StoredPage visitCreate(PageChange.Create create) {
                return new StoredPage(StoredPage.FIRST, create.content(), true);
            }

            @Override
            public StoredPage visitUpdate(PageChange.Update update) {
                return existing(update.id()).next(update.content(), true);
            }

            @Override
            public StoredPage visitDelete(PageChange.Delete delete) {
                StoredPage page = existing(delete.id());
                return page.next(page.content(), false);
            }

            @Override
            public StoredPage visitRestore(PageChange.Restore restore) {
                return existing(restore.id()).next(restore.content(), true);
            }
        });
    }

    private StoredPage existing(PageId page) {
        StoredPage stored = pages.get(page);
        if (stored == null) {
            throw new IllegalStateException("Page " + page + " was there a moment ago");
        }
        return stored;
    }

    /** Returns the position of a cursor in this feed; empty if the cursor is not from this feed. */
    private OptionalInt position(Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return OptionalInt.of(0);
        }
        int position = positionIn(cursor);
        boolean isKnown =
                position > 0 && position <= feed.size() && cursor(position).equals(cursor);
        return isKnown ? OptionalInt.of(position) : OptionalInt.empty();
    }

    private static int positionIn(Cursor cursor) {
        Matcher matcher = CURSOR.matcher(cursor.value());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /** Returns a cursor, which contains the number of changes before it and identifies the last of them. */
    private Cursor cursor(int position) {
        return position == 0
                ? Cursor.START
                : new Cursor(position + "-"
                        + Integer.toHexString(feed.get(position - 1).hashCode()));
    }

    /** A page at its newest version, in the tree or in the trash. */
    record StoredPage(long version, PageContent content, boolean live) {
        /** The first version. Versions may start anywhere; with JPA they start at 0. */
        private static final long FIRST = 0;
        /**
         * The interval of skipped versions: the version after each multiple of this is skipped. Versions increase, but
         * not necessarily by one.
         */
        private static final int GAPS = 3;

        PageState state() {
            return live ? new PageState.Live(version, content.parent()) : new PageState.Trashed(version);
        }

        boolean isLiveBelow(Set<PageId> parents) {
            return live && content.parent() != null && parents.contains(content.parent());
        }

        StoredPage next(PageContent newContent, boolean nowLive) {
            return new StoredPage(version + (version % GAPS == 0 ? 2 : 1), newContent, nowLive);
        }

        Page as(PageId id) {
            return new Page(id, version, content);
        }
    }
}
