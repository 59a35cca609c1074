package dev.gitsync.internal.index;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The part of the index about attachments: attachment id → {@link IndexedAttachment}; the page in whose folder a file is and the
 * path below that folder → attachment id; the page and the name according to the wiki → attachment id, where these differ; attachments that wait for a missing page; and deleted attachments by id and by path. A
 * file belongs to the page whose folder is the nearest above it. Full paths of live attachments are not stored, so that moving a
 * page's folder changes no record. Not safe for use by several threads.
 */
public final class AttachmentIndex {
    private static final String RECORDS = "attachments";
    private static final String NAMES = "attachment-names";
    private static final String TITLES = "attachment-titles";
    private static final String TRASH = "attachment-trash";
    private static final String WAITING = "attachment-waiting";
    private static final String BY_ID = "id:";
    private static final String BY_PATH = "path:";

    private final PageIndex pages;
    private final RecordTrie records;
    private final RecordTrie names;
    /** The attachments whose name in the wiki is not that of their file. */
    private final RecordTrie titles;

    private final RecordTrie trash;
    private final IdSets waiting;

    AttachmentIndex(ObjectReader reader, Map<String, TreeItem> stored, PageIndex pages) {
        this.pages = pages;
        this.records = new RecordTrie(reader, stored.get(RECORDS));
        this.names = new RecordTrie(reader, stored.get(NAMES));
        this.titles = new RecordTrie(reader, stored.get(TITLES));
        this.trash = new RecordTrie(reader, stored.get(TRASH));
        this.waiting = new IdSets(reader, stored.get(WAITING));
    }

    /**
     * The page to which a file belongs.
     *
     * @param page the page whose folder is the nearest above the file, or null for the space itself
     * @param name the path of the file below the folder of that page
     */
    public record Owner(@Nullable IndexedPage page, String name) {
        /** Returns the id of the page, or null for the space itself. */
        public @Nullable PageId id() {
            return page == null ? null : page.id();
        }
    }

    /** Returns whether the files of {@code main} that are neither pages nor hidden are attachments of the wiki. */
    public boolean isAdopted() {
        return pages.head().hasAdoptedFiles();
    }

    /** Records whether they are; if they may not be, the next cycle makes them attachments. */
    public void adopted(boolean areAttachments) {
        pages.head().filesAdopted(areAttachments);
    }

    /** Returns the data about a live attachment. */
    public Optional<IndexedAttachment> find(PageId id) throws IOException {
        return records.get(id.value()).map(fields -> AttachmentRecords.attachment(id, fields));
    }

    /** Returns the live attachment whose file is at exactly this path below the folder of a page, or below the root. */
    public Optional<IndexedAttachment> at(@Nullable PageId place, String name) throws IOException {
        Optional<PageId> id = names.get(key(place, name)).map(fields -> new PageId(fields.get(0)));
        return id.isEmpty() ? Optional.empty() : find(id.get());
    }

    /** Returns the live attachment that has exactly this name in the wiki. */
    public Optional<IndexedAttachment> titled(@Nullable PageId owner, String title) throws IOException {
        Optional<PageId> id = titles.get(key(owner, title)).map(fields -> new PageId(fields.get(0)));
        return id.isPresent() ? find(id.get()) : at(owner, title).filter(found -> !isTitled(found));
    }

    /** Returns the live attachment that has this file. */
    public Optional<IndexedAttachment> at(String file) throws IOException {
        Owner owner = ownerOf(file);
        return at(owner.id(), owner.name());
    }

    /** Returns the page to which a file at this path belongs: the one whose folder is the nearest above it. */
    public Owner ownerOf(String file) throws IOException {
        for (String folder = Paths.parent(file); !folder.isEmpty(); folder = Paths.parent(folder)) {
            Optional<IndexedPage> page = pages.at(folder);
            if (page.isPresent()) {
                return new Owner(page.get(), file.substring(folder.length() + 1));
            }
        }
        return new Owner(null, file);
    }

    /** Returns the path of the file of an attachment. */
    public String path(IndexedAttachment attachment) throws IOException {
        return Paths.join(pages.folder(attachment.place()), attachment.name());
    }

    /** Adds an attachment or replaces its data, and removes it from the trash. */
    public void put(IndexedAttachment attachment) throws IOException {
        Optional<IndexedAttachment> before = find(attachment.id());
        if (before.isEmpty() || !isAtSamePlace(before.get(), attachment)) {
            pages.changing(attachment.id());
        }
        if (before.isEmpty()) {
            pages.head().countAttachments(1);
        } else if (!isAtSamePlace(before.get(), attachment)) {
            forgetName(before.get());
        }
        if (before.isEmpty() || !before.get().equals(attachment)) {
            records.put(attachment.id().value(), AttachmentRecords.fields(attachment));
        }
        if (!has(attachment)) {
            names.put(
                    key(attachment.place(), attachment.name()),
                    List.of(attachment.id().value()));
        }
        putTitle(before.orElse(null), attachment);
        removeTrashed(attachment.id());
    }

    /** Removes an attachment and records it as deleted at {@code version}; {@code mode} is that of its file. */
    public void remove(IndexedAttachment attachment, long version, FileMode mode) throws IOException {
        pages.changing(attachment.id());
        String path = path(attachment);
        forgetName(attachment);
        forgetTitle(attachment);
        if (find(attachment.id()).isPresent()) {
            records.remove(attachment.id().value());
            pages.head().countAttachments(-1);
        }
        putTrashed(new TrashedAttachment(attachment.withVersion(version), path, mode));
    }

    /** Sets the version of an attachment, live or deleted. */
    void version(PageId id, long version) throws IOException {
        Optional<IndexedAttachment> live = find(id);
        if (live.isPresent()) {
            put(live.get().withVersion(version));
            return;
        }
        Optional<TrashedAttachment> deleted = trashed(id);
        if (deleted.isPresent()) {
            putTrashed(deleted.get().withVersion(version));
        }
    }

    /** Returns the data about a deleted attachment. */
    public Optional<TrashedAttachment> trashed(PageId id) throws IOException {
        return trash.get(BY_ID + id).map(fields -> AttachmentRecords.trashed(id, fields));
    }

    /** Returns the attachment that was deleted last at a path. */
    public Optional<TrashedAttachment> trashedAt(String path) throws IOException {
        Optional<PageId> id = trash.get(BY_PATH + path).map(fields -> new PageId(fields.get(0)));
        return id.isEmpty() ? Optional.empty() : trashed(id.get());
    }

    /** Records that {@code attachment} has to be placed again when {@code page}, to which it belongs, is there. */
    public void await(PageId page, PageId attachment) throws IOException {
        waiting.add(page.value(), attachment.value());
    }

    /** Returns the live attachments that wait for {@code page}, and removes those records. */
    public List<IndexedAttachment> removeWaiting(PageId page) throws IOException {
        List<IndexedAttachment> live = new ArrayList<>();
        for (String id : waiting.members(page.value())) {
            waiting.remove(page.value(), id);
            find(new PageId(id)).filter(found -> page.equals(found.owner())).ifPresent(live::add);
        }
        return live;
    }

    /** Passes every live attachment to {@code visitor}, in no particular order. Reads all of them. */
    public void forEach(Consumer<IndexedAttachment> visitor) throws IOException {
        records.forEach((id, fields) -> visitor.accept(AttachmentRecords.attachment(new PageId(id), fields)));
    }

    /** Copies the data of {@code old} about attachments that are deleted there and not live here. Reads all of it. */
    void copyTrash(AttachmentIndex old, Map<PageId, Long> versions) throws IOException {
        Map<String, List<String>> paths = new HashMap<>();
        List<TrashedAttachment> deleted = new ArrayList<>();
        old.trash.forEach(sorter(paths, deleted));
        for (TrashedAttachment attachment : deleted) {
            putTrashed(attachment.withVersion(versions.getOrDefault(attachment.id(), attachment.version())));
        }
        for (Map.Entry<String, List<String>> path : paths.entrySet()) {
            trash.put(path.getKey(), path.getValue());
        }
    }

    private static BiConsumer<String, List<String>> sorter(
            Map<String, List<String>> paths, List<TrashedAttachment> deleted) {
        return (key, fields) -> {
            if (key.startsWith(BY_ID)) {
                deleted.add(AttachmentRecords.trashed(new PageId(key.substring(BY_ID.length())), fields));
            } else {
                paths.put(key, fields);
            }
        };
    }

    /** Inserts the changed objects; {@code tree} gets an entry for each part with records, in git's order. */
    void write(HintedInserter inserter, TreeFormatter tree) throws IOException {
        TreeItems.append(tree, NAMES, names.write(inserter));
        TreeItems.append(tree, TITLES, titles.write(inserter));
        TreeItems.append(tree, TRASH, trash.write(inserter));
        TreeItems.append(tree, WAITING, waiting.write(inserter));
        TreeItems.append(tree, RECORDS, records.write(inserter));
    }

    private void putTrashed(TrashedAttachment trashed) throws IOException {
        trash.put(BY_ID + trashed.id(), AttachmentRecords.fields(trashed));
        trash.put(BY_PATH + trashed.path(), List.of(trashed.id().value()));
    }

    private void removeTrashed(PageId id) throws IOException {
        Optional<TrashedAttachment> trashed = trashed(id);
        if (trashed.isPresent()) {
            trash.remove(BY_ID + id);
            String path = BY_PATH + trashed.get().path();
            if (trash.get(path).filter(List.of(id.value())::equals).isPresent()) {
                trash.remove(path);
            }
        }
    }

    private static boolean isAtSamePlace(IndexedAttachment one, IndexedAttachment other) {
        return Objects.equals(one.place(), other.place()) && one.name().equals(other.name());
    }

    /** Returns whether the name of the attachment is its own: in a swap, it may already belong to another one. */
    private boolean has(IndexedAttachment attachment) throws IOException {
        return names.get(key(attachment.place(), attachment.name()))
                .filter(List.of(attachment.id().value())::equals)
                .isPresent();
    }

    private void forgetName(IndexedAttachment attachment) throws IOException {
        if (has(attachment)) {
            names.remove(key(attachment.place(), attachment.name()));
        }
    }

    /** Returns whether the page or the name according to the wiki is not that of the file. */
    private static boolean isTitled(IndexedAttachment attachment) {
        return attachment.isDisplaced() || !attachment.title().equals(attachment.name());
    }

    private void putTitle(@Nullable IndexedAttachment before, IndexedAttachment now) throws IOException {
        if (before != null && !titleKey(before).equals(titleKey(now))) {
            forgetTitle(before);
        }
        if (isTitled(now)) {
            titles.put(titleKey(now), List.of(now.id().value()));
        } else {
            forgetTitle(now);
        }
    }

    private void forgetTitle(IndexedAttachment attachment) throws IOException {
        List<String> own = List.of(attachment.id().value());
        if (titles.get(titleKey(attachment)).filter(own::equals).isPresent()) {
            titles.remove(titleKey(attachment));
        }
    }

    private static String titleKey(IndexedAttachment attachment) {
        return key(attachment.owner(), attachment.title());
    }

    private static String key(@Nullable PageId place, String name) {
        return (place == null ? "" : place.value()) + "/" + name;
    }
}
