package dev.gitsync.tests.store;

import dev.gitsync.error.StoreException;
import dev.gitsync.format.label.LabelRules;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.PageListing;
import dev.gitsync.store.listing.PageListing.ContentChange;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A wiki in memory that can only list its pages, with the edits of its own users and with faults that a test sets. It is
 * strict about its tree: a page is never written below one that does not exist or below itself, and never deleted while
 * pages stand below it. Every space exists and is empty at first. Safe for use by several threads.
 *
 * <p>More than 300 lines: every edit, listing and fault shares one lock.
 */
public final class InMemoryListing implements PageListing {
    private static final WriteOutcome DONE = new WriteOutcome.Done();
    private static final WriteOutcome CHANGED = new WriteOutcome.Changed();

    private final Map<SpaceId, Map<PageId, ListedPage>> spaces = new HashMap<>();
    private final Map<PageId, ListedPage> trash = new HashMap<>();
    private final List<Signature> signatures = new ArrayList<>();
    private final Map<Integer, Runnable> beforeWrite = new HashMap<>();
    private final Map<Integer, Runnable> afterWrite = new HashMap<>();
    private final Map<String, String> forbidden = new HashMap<>();
    private UnaryOperator<Listing> lens = UnaryOperator.identity();
    private Runnable afterListing = () -> {};
    private int listings;
    private int writes;
    private long ids;
    private @Nullable InMemoryListedFiles files;
    private boolean hasLabels;

    /** A wiki without pages. */
    public InMemoryListing() {}

    /** Returns a wiki without pages that can have attachments. */
    public static InMemoryListing withAttachments(InMemoryListedFiles.Feature... features) {
        InMemoryListing wiki = new InMemoryListing();
        wiki.files = new InMemoryListedFiles(wiki, Set.of(features));
        return wiki;
    }

    /** Returns a wiki without pages whose pages can have labels. */
    public static InMemoryListing withLabels() {
        InMemoryListing wiki = new InMemoryListing();
        wiki.hasLabels = true;
        return wiki;
    }

    @Override
    public Optional<LabelRules> labels() {
        return hasLabels ? Optional.of(LabelRules.exact()) : Optional.empty();
    }

    /** Returns the attachments of a wiki that can have some. */
    public InMemoryListedFiles files() {
        return Objects.requireNonNull(files, "This wiki has no attachments");
    }

    @Override
    public Optional<AttachmentListing> attachments() {
        return Optional.ofNullable(files);
    }

    @Override
    public Listing list(Space space) {
        Listing listing;
        Runnable next;
        synchronized (this) {
            listings++;
            listing = lens.apply(Listing.complete(List.copyOf(of(space).values()))
                    .withAttachments(files == null ? List.of() : files.list(space)));
            next = afterListing;
            afterListing = () -> {};
        }
        next.run();
        return listing;
    }

    @Override
    public synchronized PageId newPageId(Space space) {
        byte[] name = ("listed page " + ++ids).getBytes(StandardCharsets.UTF_8);
        return new PageId(UUID.nameUUIDFromBytes(name).toString());
    }

    @Override
    public WriteOutcome create(Space space, PageId id, PageContent content, Signature by) {
        return write(
                by,
                content.title(),
                () -> of(space).containsKey(id) || trash.containsKey(id) ? CHANGED : put(space, id, content));
    }

    @Override
    public WriteOutcome update(Space space, PageId id, ContentChange change, Signature by) {
        return write(
                by,
                change.content().title(),
                () -> isAt(space, id, change.expected()) ? put(space, id, change.content()) : CHANGED);
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by) {
        return write(by, expected.title(), () -> {
            if (!of(space).containsKey(id)) {
                return DONE;
            }
            return isAt(space, id, expected) ? removePage(space, id) : CHANGED;
        });
    }

    @Override
    public WriteOutcome restore(Space space, PageId id, PageContent content, Signature by) {
        return write(by, content.title(), () -> of(space).containsKey(id) ? CHANGED : put(space, id, content));
    }

    /** Creates a page as a user of the wiki does. */
    public synchronized PageId create(Space space, @Nullable PageId parent, String title, @Nullable String text) {
        PageId id = newPageId(space);
        of(space).put(id, ListedPage.of(id, new PageContent(parent, title, text)));
        return id;
    }

    /** Changes a page as a user of the wiki does. */
    public synchronized void edit(Space space, PageId id, UnaryOperator<PageContent> edit) {
        of(space).put(id, ListedPage.of(id, edit.apply(page(space, id).content())));
    }

    /** Changes the text of a page as a user of the wiki does. */
    public void edit(Space space, PageId id, @Nullable String text) {
        edit(space, id, page -> new PageContent(page.parent(), page.title(), text));
    }

    /** Says in each listing from now on who edited a page last, and when. */
    public synchronized void sign(Space space, PageId id, Person editor, Instant time) {
        of(space).put(id, new ListedPage(id, page(space, id).content(), editor, time));
    }

    /** Deletes a page as a user of the wiki does. */
    public synchronized void delete(Space space, PageId id) {
        page(space, id);
        if (!removePage(space, id).equals(DONE)) {
            throw new AssertionError("Page " + id + " of space " + space.id() + " has pages below it");
        }
    }

    /** Takes a page out of the trash as it went in, as a user of the wiki does. */
    public synchronized void restore(Space space, PageId id) {
        ListedPage page = trash.remove(id);
        if (page == null) {
            throw new AssertionError("Page " + id + " of space " + space.id() + " is not in the trash");
        }
        of(space).put(id, page);
    }

    /** The page, which has to be live. */
    public synchronized ListedPage page(Space space, PageId id) {
        ListedPage page = of(space).get(id);
        if (page == null) {
            throw new AssertionError("Page " + id + " of space " + space.id() + " is not live");
        }
        return page;
    }

    /** The live pages by ascending id. */
    public synchronized List<ListedPage> pages(Space space) {
        return List.copyOf(of(space).values());
    }

    /** Shows listings through {@code view} from now on, until the next call. */
    public synchronized void see(UnaryOperator<Listing> view) {
        lens = view;
    }

    /** Leaves these pages out of the listings from now on, which say that they are not complete. */
    public void listIncompletelyWithout(Predicate<ListedPage> hidden) {
        see(listing ->
                new Listing(listing.pages().stream().filter(hidden.negate()).toList(), listing.attachments(), false));
    }

    /** Leaves these pages out of the listings from now on, which say that they are complete all the same. */
    public void listWithout(Predicate<ListedPage> hidden) {
        see(listing ->
                new Listing(listing.pages().stream().filter(hidden.negate()).toList(), listing.attachments(), true));
    }

    /** Lists all pages from now on, forbids nothing, and forgets the faults that have not happened. */
    public synchronized void clearFaults() {
        lens = UnaryOperator.identity();
        beforeWrite.clear();
        afterWrite.clear();
        forbidden.clear();
    }

    /** Refuses to write a page of this title or an attachment of this name, with this sentence. */
    public synchronized void forbid(String title, String sentence) {
        forbidden.put(title, sentence);
    }

    /** Runs {@code action} when the next listing is made but not yet answered. */
    public synchronized void afterNextListing(Runnable action) {
        afterListing = action;
    }

    /** Runs {@code action} before the {@code nth} write from now on, 1 for the next. */
    public synchronized void beforeWrite(int nth, Runnable action) {
        beforeWrite.put(writes + nth, action);
    }

    /** Runs {@code action} when the {@code nth} write from now on, 1 for the next, is done but not yet answered. */
    public synchronized void afterWrite(int nth, Runnable action) {
        afterWrite.put(writes + nth, action);
    }

    /** Does the {@code nth} write from now on and does not answer: the caller can't know. */
    public void loseAnswerOfWrite(int nth) {
        afterWrite(nth, () -> {
            throw new StoreException("The wiki went away before it answered");
        });
    }

    /** Can't be reached for the {@code nth} write from now on. */
    public void failWrite(int nth) {
        beforeWrite(nth, () -> {
            throw new StoreException("The wiki can't be reached");
        });
    }

    /**
     * Runs {@code work} as a transaction: nobody else reads or writes meanwhile, and if it throws, all pages are as they were. For
     * {@code ListingPageStore.Builder.transactions}.
     */
    public synchronized void inTransaction(Space space, Runnable work) {
        Map<PageId, ListedPage> pages = new TreeMap<>(of(space));
        Map<PageId, ListedPage> deleted = new HashMap<>(trash);
        Runnable restoreFiles = files == null ? () -> {} : files.backup(space);
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            spaces.put(space.id(), pages);
            trash.clear();
            trash.putAll(deleted);
            restoreFiles.run();
            throw e;
        }
    }

    /** How many listings were asked for so far. */
    public synchronized int listings() {
        return listings;
    }

    /** Who was behind the writes so far, in their order. */
    public synchronized List<Signature> signatures() {
        return List.copyOf(signatures);
    }

    /** Writes a page or an attachment, unless its title or name is forbidden. */
    WriteOutcome write(Signature by, String title, Supplier<WriteOutcome> work) {
        Runnable before;
        Runnable after;
        synchronized (this) {
            writes++;
            signatures.add(by);
            before = beforeWrite.remove(writes);
            after = afterWrite.remove(writes);
        }
        if (before != null) {
            before.run();
        }
        WriteOutcome outcome;
        synchronized (this) {
            String refusal = forbidden.get(title);
            outcome = refusal == null ? work.get() : new WriteOutcome.Refused(refusal);
        }
        if (after != null) {
            after.run();
        }
        return outcome;
    }

    private boolean isAt(Space space, PageId id, PageContent expected) {
        ListedPage page = of(space).get(id);
        return page != null && page.content().equals(expected);
    }

    private WriteOutcome put(Space space, PageId id, PageContent content) {
        Map<PageId, ListedPage> pages = of(space);
        for (PageId step = content.parent(); step != null; ) {
            ListedPage above = pages.get(step);
            if (above == null || step.equals(id)) {
                return new WriteOutcome.Refused("A page can't stand there.");
            }
            step = above.content().parent();
        }
        pages.put(id, ListedPage.of(id, content));
        trash.remove(id);
        return DONE;
    }

    private WriteOutcome removePage(Space space, PageId id) {
        Map<PageId, ListedPage> pages = of(space);
        if (pages.values().stream().anyMatch(page -> id.equals(page.content().parent()))) {
            return new WriteOutcome.Refused("There are pages below this page.");
        }
        if (files != null && files.hasAttachments(space, id)) {
            return new WriteOutcome.Refused("There are attachments of this page.");
        }
        ListedPage page = pages.remove(id);
        if (page != null) {
            trash.put(id, page);
        }
        return DONE;
    }

    private Map<PageId, ListedPage> of(Space space) {
        return spaces.computeIfAbsent(space.id(), id -> new TreeMap<>());
    }
}
