package dev.gitsync.examples.jspwiki;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.PageListing;
import dev.gitsync.store.listing.PageListing.ContentChange;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.wiki.api.core.Page;
import org.apache.wiki.event.WikiEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Lists and writes the pages of JSPWiki for gitsync. Every call holds the lock of JSPWiki's provider, so that no save comes between a
 * comparison and its write. Thread-safe.
 */
final class WikiPages implements PageListing {
    private static final WriteOutcome DONE = new WriteOutcome.Done();
    private static final WriteOutcome CHANGED = new WriteOutcome.Changed();

    private final EnginePages pages;
    private final PageIds ids;
    private final Spellings spellings;
    private final WikiFiles files;
    private final WikiUsers users;
    private final List<WikiEventListener> kept = new CopyOnWriteArrayList<>();

    WikiPages(EnginePages pages, Records records, WikiFiles files, WikiUsers users) {
        this.pages = pages;
        this.ids = records.ids();
        this.spellings = records.spellings();
        this.files = files;
        this.users = users;
    }

    @Override
    public Listing list(Space space) {
        synchronized (pages.lock()) {
            Map<String, Page> found = new LinkedHashMap<>();
            Map<String, String> texts = new LinkedHashMap<>();
            for (Page page : pages.all()) {
                if (PageNames.isName(page.getName())) {
                    pages.text(page.getName())
                            .filter(text -> pages.isForAll(page, text))
                            .ifPresent(text -> {
                                found.put(page.getName(), page);
                                texts.put(page.getName(), text);
                            });
                }
            }
            Map<String, String> says = new LinkedHashMap<>();
            texts.forEach((name, text) -> says.put(name, fingerprint(text)));
            List<ListedPage> listed = new ArrayList<>();
            ids.assign(says)
                    .forEach((name, known) -> listed.add(
                            listed(Objects.requireNonNull(found.get(name)), known, texts.getOrDefault(name, ""))));
            return Listing.complete(listed).withAttachments(files.list(found.values(), ids));
        }
    }

    private ListedPage listed(Page page, PageIds.Known known, String text) {
        String author = page.getAuthor();
        return new ListedPage(
                known.id(),
                new PageContent(known.parent(), page.getName(), spellings.spelled(known.id(), text)),
                author == null || author.isBlank() ? null : new Person(author, ""),
                page.getLastModified() == null ? null : page.getLastModified().toInstant());
    }

    @Override
    public Optional<AttachmentListing> attachments() {
        return Optional.of(files);
    }

    @Override
    public PageId newPageId(Space space) {
        return new PageId(UUID.randomUUID().toString());
    }

    @Override
    public WriteOutcome create(Space space, PageId id, PageContent content, Signature by) {
        return write(() -> {
            if (content(id).isPresent() || !isLive(content.parent())) {
                return CHANGED;
            }
            requireFree(content.title());
            users.require(by.actor(), content.title(), "edit");
            ids.put(content.title(), id, content.parent());
            save(id, content, by);
            return DONE;
        });
    }

    @Override
    public WriteOutcome update(Space space, PageId id, ContentChange change, Signature by) {
        return write(() -> {
            PageContent content = change.content();
            if (!isAt(id, change.expected()) || !isLive(content.parent())) {
                return CHANGED;
            }
            String name = ids.name(id).orElseThrow();
            users.require(by.actor(), name, "edit");
            if (!name.equals(content.title())) {
                requireFree(content.title());
                users.require(by.actor(), name, "rename");
                // First the record: after a crash, a listing knows the page under its old name by its text.
                ids.move(name, content.title());
                pages.rename(name, content.title(), note(by));
            }
            ids.put(content.title(), id, content.parent());
            save(id, content, by);
            return DONE;
        });
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by) {
        return write(() -> {
            if (content(id).isEmpty()) {
                return DONE;
            }
            if (!isAt(id, expected) || ids.hasChildren(id)) {
                return CHANGED;
            }
            String name = ids.name(id).orElseThrow();
            users.require(by.actor(), name, "delete");
            pages.delete(name);
            ids.remove(name);
            return DONE;
        });
    }

    /** JSPWiki has no trash: the page is created anew, under its old id. */
    @Override
    public WriteOutcome restore(Space space, PageId id, PageContent content, Signature by) {
        return create(space, id, content, by);
    }

    /** The reason why a user may not change an existing page, if there is one. */
    Optional<String> forbidden(String user, PageId id) {
        synchronized (pages.lock()) {
            try {
                ids.name(id).ifPresent(name -> users.require(user, name, "edit"));
                return Optional.empty();
            } catch (RuleException e) {
                return Optional.ofNullable(e.getMessage());
            }
        }
    }

    /** Keeps an object as long as this one lives. */
    void keep(WikiEventListener listener) {
        kept.add(listener);
    }

    /** Takes the id of a page along that was renamed in JSPWiki. */
    void renamed(String from, String to) {
        synchronized (pages.lock()) {
            if (ids.of(to) == null) {
                ids.move(from, to);
            }
        }
    }

    private void save(PageId id, PageContent content, Signature by) {
        String pushed = Objects.requireNonNullElse(content.text(), "");
        String stored = pages.save(content.title(), pushed, note(by));
        spellings.keep(id, pushed, stored);
        ids.recordText(content.title(), fingerprint(stored));
    }

    private EnginePages.Note note(Signature by) {
        String message = by.provenance().message().strip();
        return new EnginePages.Note(
                users.author(by.actor()), message.lines().findFirst().orElse(""));
    }

    private static String fingerprint(String text) {
        return text.isBlank() ? Fingerprint.NOTHING : Fingerprint.of(text);
    }

    private void requireFree(String name) {
        PageNames.objection(name).ifPresent(reason -> {
            throw new RuleException(reason);
        });
        if (pages.text(name).isPresent()) {
            throw new RuleException("JSPWiki has a page '" + name
                    + "' already. It has no folders, so that a name is free for one page.");
        }
    }

    private boolean isLive(@Nullable PageId parent) {
        return parent == null || content(parent).isPresent();
    }

    private boolean isAt(PageId id, PageContent expected) {
        return content(id).filter(expected::equals).isPresent();
    }

    private Optional<PageContent> content(PageId id) {
        return ids.name(id)
                .flatMap(name -> pages.text(name).map(text -> {
                    PageIds.Known known = Objects.requireNonNull(ids.of(name));
                    return new PageContent(known.parent(), name, spellings.spelled(id, text));
                }));
    }

    private WriteOutcome write(Supplier<WriteOutcome> work) {
        synchronized (pages.lock()) {
            try {
                return work.get();
            } catch (RuleException e) {
                return new WriteOutcome.Refused(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What is kept beside JSPWiki. */
    record Records(PageIds ids, Spellings spellings) {}
}
