package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedAttachment;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path of an attachment that the wiki changed, and puts its file there, both in the index and in the tree of {@code main}:
 *
 * <ol>
 *   <li>The file is in the folder of its page, under the name that the attachment has in the wiki or, where that is not possible, one
 *       derived from it (see {@link AttachmentNames}). The name stays until the wiki renames the attachment; one that returns from
 *       the trash gets the name and the mode that it had.
 *   <li>While the page is missing or deleted, the file stays where it is, and belongs to the page whose folder is the nearest above
 *       it; that of a new attachment is at the top. It is placed again when the page is there.
 * </ol>
 */
public final class AttachmentPlacement {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final AttachmentIndex attachments;
    private final Placement pages;
    private final AttachmentNames names;
    private final FolderFiles folders;

    /** Creates a placement of attachments beside that of pages. */
    public AttachmentPlacement(TreeEditor tree, SpaceIndex index, PageFiles files, Placement pages) {
        this.tree = tree;
        this.index = index;
        this.attachments = index.attachments();
        this.pages = pages;
        this.names = new AttachmentNames(tree, index, files);
        this.folders = new FolderFiles(tree, index, files);
    }

    /** Provides the file of an attachment. */
    public interface FileSource {
        /** Returns the blob to store at {@code path}. */
        ObjectId blob(String path) throws IOException;
    }

    /**
     * The place of a file.
     *
     * @param page the page whose folder contains it, or null for the root
     * @param name the path below that folder
     */
    private record Spot(@Nullable PageId page, String name) {}

    /** Places an attachment as the wiki has it now, and returns its new state in the index. */
    public IndexedAttachment place(Attachment wanted, FileSource source) throws IOException {
        @Nullable IndexedAttachment before = attachments.find(wanted.id()).orElse(null);
        return before == null ? placeNew(wanted, source) : placeLive(before, wanted, source);
    }

    /** Places an attachment again because its page is there now. */
    public void placeAgain(IndexedAttachment attachment, FileSource source) throws IOException {
        place(new Attachment(attachment.id(), attachment.version(), attachment.content()), source);
    }

    /** Returns whether the page of an attachment is missing, and makes the attachment wait for it. */
    public boolean awaits(Attachment attachment) throws IOException {
        boolean isMissing = !isThere(attachment.content().page());
        if (isMissing) {
            await(attachment);
        }
        return isMissing;
    }

    /** Returns the path that a new attachment has if nothing is in the way, or empty while its page is missing. */
    public Optional<String> plainPath(AttachmentContent content) throws IOException {
        return isThere(content.page())
                ? Optional.of(Paths.join(index.folder(content.page()), names.plain(content.name())))
                : Optional.empty();
    }

    /**
     * Returns the paths that a file may have from which an attachment was made: its plain path, and those of files whose name another
     * attachment had in the wiki. Empty while its page is missing.
     */
    public List<String> originalPaths(Attachment attachment) throws IOException {
        AttachmentContent content = attachment.content();
        if (!isThere(content.page())) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of(this.names.plain(content.name())));
        names.addAll(this.names.unsuffixed(attachment.id(), content.page(), content.name()));
        String folder = index.folder(content.page());
        return names.stream().map(name -> Paths.join(folder, name)).toList();
    }

    /** Returns whether a file has a name that one of this attachment has, as it is or was in the wiki, in some folder. */
    public boolean mayHaveNamed(String path, Attachment attachment) {
        return names.isName(
                Paths.name(path), attachment.id(), attachment.content().name());
    }

    /** Removes the file of an attachment that the wiki deleted at {@code version}. */
    public void delete(IndexedAttachment attachment, long version) throws IOException {
        String path = attachments.path(attachment);
        FileMode mode = mode(path);
        tree.remove(path);
        attachments.remove(attachment, version, mode);
    }

    /**
     * Gives the files in the folder of a page that is about to be removed to the nearest page above that stays. Their paths stay.
     *
     * @param except the paths of folders whose files were given away already
     */
    void giveAway(IndexedPage page, Set<String> except) throws IOException {
        String folder = index.path(page);
        for (IndexedAttachment attachment : folders.in(folder, except)) {
            if (page.id().equals(attachment.owner())) {
                attachments.await(page.id(), attachment.id());
            }
            Spot spot = staying(page.place(), Paths.join(page.name(), attachment.name()));
            attachments.put(attachment.at(spot.page(), spot.name()));
        }
    }

    private Spot staying(@Nullable PageId from, String below) throws IOException {
        @Nullable PageId place = from;
        String name = below;
        while (place != null && pages.pagesToRemove().contains(place)) {
            IndexedPage page = index.page(place).orElseThrow();
            name = Paths.join(page.name(), name);
            place = page.place();
        }
        return new Spot(place, name);
    }

    private IndexedAttachment placeNew(Attachment wanted, FileSource source) throws IOException {
        Optional<TrashedAttachment> trashed = attachments.trashed(wanted.id());
        Optional<IndexedAttachment> named = trashed.map(TrashedAttachment::attachment)
                .filter(known -> known.title().equals(wanted.content().name()));
        Spot spot;
        if (!awaits(wanted)) {
            spot = atHome(wanted, named.orElse(null));
        } else {
            AttachmentIndex.Owner near = named.isPresent()
                    ? attachments.ownerOf(trashed.orElseThrow().path())
                    : new AttachmentIndex.Owner(
                            null, names.plain(wanted.content().name()));
            spot = free(wanted.id(), near.id(), near.name());
        }
        FileMode mode = trashed.map(TrashedAttachment::mode).orElse(FileMode.REGULAR_FILE);
        return put(wanted, spot, mode, source);
    }

    private IndexedAttachment placeLive(IndexedAttachment before, Attachment wanted, FileSource source)
            throws IOException {
        String oldPath = attachments.path(before);
        FileMode mode = mode(oldPath);
        boolean isNamedAlike = before.title().equals(wanted.content().name());
        boolean isThere = !awaits(wanted);
        @Nullable PageId place = isThere ? wanted.content().page() : before.place();
        if (isNamedAlike
                && Objects.equals(place, before.place())
                && tree.find(oldPath).isPresent()) {
            return put(wanted, new Spot(place, before.name()), mode, source);
        }
        tree.remove(oldPath); // so that its own name and folder are not in its way
        if (isThere) {
            return put(wanted, atHome(wanted, isNamedAlike ? before : null), mode, source);
        }
        String plain = names.plain(wanted.content().name());
        String wish = isNamedAlike ? before.name() : Paths.join(Paths.parent(before.name()), Paths.name(plain));
        return put(wanted, free(wanted.id(), place, wish), mode, source);
    }

    /** Returns the place in the folder of the page, which is there, of an attachment that is {@code named} like before. */
    private Spot atHome(Attachment wanted, @Nullable IndexedAttachment named) throws IOException {
        String wish = named == null || named.isDisplaced()
                ? names.plain(wanted.content().name())
                : named.name();
        return free(wanted.id(), wanted.content().page(), wish);
    }

    private Spot free(PageId id, @Nullable PageId place, String wish) throws IOException {
        pages.freeFolderNames(place);
        return new Spot(place, names.choose(id, place, wish));
    }

    private IndexedAttachment put(Attachment wanted, Spot spot, FileMode mode, FileSource source) throws IOException {
        String path = Paths.join(index.folder(spot.page()), spot.name());
        AttachmentContent content = wanted.content();
        IndexedAttachment after = new IndexedAttachment(
                wanted.id(),
                content.page(),
                spot.page(),
                spot.name(),
                content.name(),
                wanted.version(),
                content.hash(),
                content.size(),
                source.blob(path));
        tree.put(path, mode, after.blob());
        attachments.put(after);
        return after;
    }

    private void await(Attachment wanted) throws IOException {
        attachments.await(Objects.requireNonNull(wanted.content().page()), wanted.id());
    }

    private boolean isThere(@Nullable PageId page) throws IOException {
        return page == null
                || (index.page(page).isPresent() && !pages.pagesToRemove().contains(page));
    }

    private FileMode mode(String path) throws IOException {
        return tree.find(path)
                .map(TreeItem::mode)
                .filter(FileMode.EXECUTABLE_FILE::equals)
                .orElse(FileMode.REGULAR_FILE);
    }
}
