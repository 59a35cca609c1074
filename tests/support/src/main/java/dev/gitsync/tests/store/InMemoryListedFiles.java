package dev.gitsync.tests.store;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.ListedAttachment;
import dev.gitsync.store.listing.ListedAttachment.ListedContent;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import dev.gitsync.store.plan.AttachmentName;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of an {@link InMemoryListing}, with the edits of its users. They have names of their own within a page, and what
 * {@link Feature} says. Safe for use by several threads.
 *
 * <p>In a class cycle with {@code InMemoryListing}: both are one wiki with one lock, and share its faults.
 */
public final class InMemoryListedFiles implements AttachmentListing {
    private static final WriteOutcome DONE = new WriteOutcome.Done();
    private static final WriteOutcome CHANGED = new WriteOutcome.Changed();

    private final InMemoryListing wiki;
    private final Set<Feature> features;
    private final Map<SpaceId, Map<AttachmentName, Stored>> spaces = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private long versions;
    private int opened;

    /** What a wiki knows about its attachments. */
    public enum Feature {
        /** The listing has ids. */
        IDS,
        /** The listing has hashes; otherwise it has versions. */
        HASHES
    }

    /**
     * An attachment.
     *
     * @param latin1 the bytes of its contents, as Latin-1
     */
    private record Stored(@Nullable PageId id, String latin1, String version) {
        static Stored of(@Nullable PageId id, byte[] bytes, String version) {
            return new Stored(id, new String(bytes, StandardCharsets.ISO_8859_1), version);
        }

        byte[] bytes() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        ContentHash hash() {
            return ContentDigest.of(bytes()).hash();
        }
    }

    InMemoryListedFiles(InMemoryListing wiki, Set<Feature> features) {
        this.wiki = wiki;
        this.features = Set.copyOf(features);
    }

    /** Attaches a file as a user of the wiki does. */
    public void upload(Space space, @Nullable PageId page, String name, String text) {
        synchronized (wiki) {
            AttachmentName at = new AttachmentName(page, name);
            Stored before = of(space).get(at);
            PageId id = before != null ? before.id() : newId();
            of(space).put(at, Stored.of(id, text.getBytes(StandardCharsets.UTF_8), newVersion()));
        }
    }

    /** Moves or renames an attachment as a user of the wiki does. */
    public void move(Space space, AttachmentName from, AttachmentName to) {
        synchronized (wiki) {
            Stored moved = Objects.requireNonNull(of(space).remove(from));
            if (of(space).put(to, moved) != null) {
                throw new AssertionError("There is another attachment with this name");
            }
        }
    }

    /** Deletes an attachment as a user of the wiki does. */
    public void delete(Space space, AttachmentName name) {
        synchronized (wiki) {
            Objects.requireNonNull(of(space).remove(name));
        }
    }

    /** Returns the texts of all attachments. */
    public Map<AttachmentName, String> texts(Space space) {
        synchronized (wiki) {
            Map<AttachmentName, String> texts = new LinkedHashMap<>();
            of(space).forEach((name, stored) -> texts.put(name, new String(stored.bytes(), StandardCharsets.UTF_8)));
            return texts;
        }
    }

    /** Can't read attachments of this name from now on. */
    public void makeUnreadable(String name) {
        synchronized (wiki) {
            unreadable.add(name);
        }
    }

    /** Reads all attachments from now on. */
    public void clearFaults() {
        synchronized (wiki) {
            unreadable.clear();
        }
    }

    /** Returns how often contents were read. */
    public int opened() {
        synchronized (wiki) {
            return opened;
        }
    }

    List<ListedAttachment> list(Space space) {
        List<ListedAttachment> listed = new ArrayList<>();
        of(space)
                .forEach((name, stored) -> listed.add(ListedAttachment.of(
                        stored.id(),
                        name,
                        features.contains(Feature.HASHES)
                                ? new ListedContent(stored.bytes().length, stored.hash(), null)
                                : new ListedContent(stored.bytes().length, null, stored.version()))));
        return listed;
    }

    boolean hasAttachments(Space space, PageId page) {
        return of(space).keySet().stream().anyMatch(name -> page.equals(name.page()));
    }

    /** Returns an action that makes everything as it is now. */
    Runnable backup(Space space) {
        Map<AttachmentName, Stored> backup = new LinkedHashMap<>(of(space));
        return () -> spaces.put(space.id(), backup);
    }

    @Override
    public InputStream open(Space space, ListedAttachment attachment) throws IOException {
        synchronized (wiki) {
            opened++;
            Stored stored = of(space).get(attachment.name());
            if (stored == null || unreadable.contains(attachment.name().name())) {
                throw new FileNotFoundException("There is no such file");
            }
            return new ByteArrayInputStream(stored.bytes());
        }
    }

    @Override
    public WriteOutcome put(Space space, AttachmentWrite write, Signature by) {
        return wiki.write(by, write.content().name(), () -> {
            try {
                return write(space, write);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private WriteOutcome write(Space space, AttachmentWrite write) throws IOException {
        AttachmentName to = AttachmentName.of(write.content());
        @Nullable AttachmentName from = find(space, write.id(), write.expected());
        boolean isTaken = of(space).containsKey(to) && !to.equals(from);
        if (isTaken || !isAt(space, from, write.expected())) {
            return CHANGED;
        }
        if (to.page() != null
                && wiki.pages(space).stream().noneMatch(page -> page.id().equals(to.page()))) {
            return new WriteOutcome.Refused("There is no such page.");
        }
        @Nullable Stored before = from == null ? null : of(space).get(from);
        @Nullable PageId id = features.contains(Feature.IDS) ? write.id() : null;
        Stored after = write.isMove() && before != null
                ? Stored.of(id, before.bytes(), before.version())
                : Stored.of(id, read(write), newVersion());
        if (from != null) {
            of(space).remove(from);
        }
        of(space).put(to, after);
        return DONE;
    }

    private static byte[] read(AttachmentWrite write) throws IOException {
        try (InputStream in = write.source().open()) {
            return in.readAllBytes();
        }
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, AttachmentContent expected, Signature by) {
        return wiki.write(by, expected.name(), () -> {
            @Nullable AttachmentName from = find(space, id, expected);
            if (from == null) {
                return DONE;
            }
            if (!isAt(space, from, expected)) {
                return CHANGED;
            }
            of(space).remove(from);
            return DONE;
        });
    }

    private @Nullable AttachmentName find(Space space, PageId id, @Nullable AttachmentContent expected) {
        if (features.contains(Feature.IDS)) {
            return of(space).entrySet().stream()
                    .filter(entry -> id.equals(entry.getValue().id()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }
        @Nullable AttachmentName name = expected == null ? null : AttachmentName.of(expected);
        return name != null && of(space).containsKey(name) ? name : null;
    }

    private boolean isAt(Space space, @Nullable AttachmentName from, @Nullable AttachmentContent expected) {
        if (from == null || expected == null) {
            return from == null && expected == null;
        }
        return AttachmentName.of(expected).equals(from)
                && Objects.requireNonNull(of(space).get(from)).hash().equals(expected.hash());
    }

    private @Nullable PageId newId() {
        return features.contains(Feature.IDS)
                ? new PageId(UUID.nameUUIDFromBytes(("file " + ++versions).getBytes(StandardCharsets.UTF_8))
                        .toString())
                : null;
    }

    private String newVersion() {
        return Long.toString(++versions);
    }

    private Map<AttachmentName, Stored> of(Space space) {
        return spaces.computeIfAbsent(space.id(), id -> new LinkedHashMap<>());
    }
}
