package dev.gitsync.store.plan;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pages of one space in a map that counts its reads. It checks plans slowly, without the code under test. */
final class PlainPages implements PlanLookup {
    static final Provenance SOMEBODY =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-03-01T10:15:30Z"), "");

    final Map<PageId, PageState> states = new TreeMap<>();
    int reads;
    int ids;

    static PageId id(String name) {
        return new PageId(name);
    }

    static PageContent below(@Nullable PageId parent) {
        return new PageContent(parent, "A title", "text");
    }

    static PageChange.Create create(PageId id, @Nullable PageId parent) {
        return new PageChange.Create(id, below(parent), SOMEBODY);
    }

    static PageChange.Update update(PageId id, long expected, @Nullable PageId parent) {
        return new PageChange.Update(id, expected, null, below(parent), SOMEBODY);
    }

    static PageChange.Delete delete(PageId id, long expected) {
        return new PageChange.Delete(id, expected, SOMEBODY);
    }

    static PageChange.Restore restore(PageId id, long expected, @Nullable PageId parent) {
        return new PageChange.Restore(id, expected, below(parent), SOMEBODY);
    }

    static PageChange.PutAttachment put(PageId id, long expected, @Nullable PageId page, String name) {
        AttachmentContent content = new AttachmentContent(page, name, new ContentHash("0".repeat(64)), 0);
        return new PageChange.PutAttachment(id, expected, content, null, SOMEBODY);
    }

    PlainPages attachment(PageId id, @Nullable PageId page, String name) {
        states.put(id, new PageState.LiveAttachment(1, page, name));
        return this;
    }

    PlainPages live(PageId id, @Nullable PageId parent) {
        states.put(id, new PageState.Live(1, parent));
        return this;
    }

    PlainPages copy() {
        PlainPages copy = new PlainPages();
        copy.states.putAll(states);
        return copy;
    }

    @Override
    public Map<PageId, PageState> pages(Set<PageId> wanted) {
        reads++;
        ids += wanted.size();
        Map<PageId, PageState> found = new HashMap<>();
        wanted.stream().filter(states::containsKey).forEach(id -> found.put(id, states.get(id)));
        return found;
    }

    @Override
    public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        reads++;
        return states.keySet().stream()
                .filter(id -> parent(id) != null && parents.contains(parent(id)) && !except.contains(id))
                .findFirst();
    }

    @Override
    public Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
        reads++;
        Map<AttachmentName, PageId> found = new HashMap<>();
        states.forEach((id, state) -> {
            if (state instanceof PageState.LiveAttachment live && names.contains(live.named())) {
                found.put(live.named(), id);
            }
        });
        return found;
    }

    @Override
    public Optional<PageId> liveAttachment(Set<PageId> pages, Set<PageId> except) {
        reads++;
        return states.entrySet().stream()
                .filter(state -> state.getValue() instanceof PageState.LiveAttachment live
                        && live.page() != null
                        && pages.contains(live.page())
                        && !except.contains(state.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Applies a change to its page or attachment without any check. */
    void write(PageChange change) {
        if (change instanceof PageChange.PutAttachment put) {
            states.put(
                    put.id(),
                    new PageState.LiveAttachment(
                            99, put.content().page(), put.content().name()));
            return;
        }
        boolean isAttachment = states.get(change.id()) instanceof PageState.LiveAttachment;
        states.put(
                change.id(),
                change.contentAfter()
                        .<PageState>map(content -> new PageState.Live(99, content.parent()))
                        .orElseGet(
                                () -> isAttachment ? new PageState.TrashedAttachment(99) : new PageState.Trashed(99)));
    }

    /**
     * Returns whether every live attachment has a name, unique within its page or space, and every page of an
     * attachment is live.
     */
    boolean attachmentsAreGood() {
        Set<AttachmentName> names = new HashSet<>();
        return states.values().stream()
                .filter(PageState.LiveAttachment.class::isInstance)
                .map(PageState.LiveAttachment.class::cast)
                .allMatch(attachment ->
                        (attachment.page() == null || states.get(attachment.page()) instanceof PageState.Live)
                                && !attachment.name().isEmpty()
                                && names.add(attachment.named()));
    }

    /** Returns whether all ancestors of every live page are live. */
    boolean isTree() {
        return states.keySet().stream().allMatch(this::reachesTheTop);
    }

    private boolean reachesTheTop(PageId page) {
        Set<PageId> seen = new HashSet<>();
        @Nullable PageId at = states.get(page) instanceof PageState.Live ? page : null;
        while (at != null) {
            if (!(states.get(at) instanceof PageState.Live live) || !seen.add(at)) {
                return false;
            }
            at = live.parent();
        }
        return true;
    }

    /** Returns whether the page has the version that the change expects. */
    boolean isExpected(PageChange change) {
        PageState found = states.get(change.id());
        if (change instanceof PageChange.Create) {
            return found == null;
        }
        long version = change.expectedVersion();
        if (change instanceof PageChange.PutAttachment && version == 0) {
            return found == null;
        }
        if (found instanceof PageState.LiveAttachment live) {
            boolean isForAttachment = change instanceof PageChange.PutAttachment || change instanceof PageChange.Delete;
            return isForAttachment && live.version() == version;
        }
        if (change instanceof PageChange.PutAttachment) {
            return new PageState.TrashedAttachment(version).equals(found);
        }
        PageState expected = change instanceof PageChange.Restore
                ? new PageState.Trashed(change.expectedVersion())
                : new PageState.Live(change.expectedVersion(), parent(change.id()));
        return expected.equals(found);
    }

    @Nullable
    PageId parent(PageId page) {
        return states.get(page) instanceof PageState.Live live ? live.parent() : null;
    }
}
