package dev.gitsync.internal.attachment;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import dev.gitsync.store.plan.AttachmentName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages at the paths of a tree: as the index has them, or as they are after a plan. Not safe for use by several threads. */
final class PlannedPages {
    private final SpaceIndex index;
    private final Map<PageId, IndexedPage> placed = new HashMap<>();
    private final Map<AttachmentName, PageId> names = new HashMap<>();
    private final Set<PageId> removed = new HashSet<>();
    private final Map<String, Optional<PageId>> found = new HashMap<>();
    private final Map<String, AttachmentName> owners = new HashMap<>();

    private PlannedPages(SpaceIndex index) {
        this.index = index;
    }

    /** Returns the pages of the index. */
    static PlannedPages of(SpaceIndex index) {
        return new PlannedPages(index);
    }

    /** Returns the pages after a plan that places and removes these. */
    static PlannedPages after(SpaceIndex index, Collection<IndexedPage> placed, Collection<IndexedPage> removed) {
        PlannedPages pages = new PlannedPages(index);
        for (IndexedPage page : placed) {
            pages.placed.put(page.id(), page);
            pages.names.put(new AttachmentName(page.place(), page.name()), page.id());
        }
        removed.forEach(page -> pages.removed.add(page.id()));
        return pages;
    }

    /** Returns the page whose folder is the one at {@code folder} or the nearest above it, and the rest of the path. */
    AttachmentName owner(String folder) throws IOException {
        AttachmentName known = owners.get(folder);
        if (known == null) {
            known = findOwner(folder);
            owners.put(folder, known);
        }
        return known;
    }

    /** Returns the page to which a file belongs, and its name below the folder of that page. */
    AttachmentName ownerOf(String file) throws IOException {
        AttachmentName owner = owner(Paths.parent(file));
        return new AttachmentName(owner.page(), Paths.join(owner.name(), Paths.name(file)));
    }

    private AttachmentName findOwner(String folder) throws IOException {
        for (String at = folder; !at.isEmpty(); at = Paths.parent(at)) {
            Optional<PageId> page = at(at);
            if (page.isPresent()) {
                return new AttachmentName(page.get(), at.equals(folder) ? "" : folder.substring(at.length() + 1));
            }
        }
        return new AttachmentName(null, folder);
    }

    private Optional<PageId> at(String path) throws IOException {
        Optional<PageId> page = found.get(path);
        if (page == null) {
            page = find(path);
            found.put(path, page);
        }
        return page;
    }

    private Optional<PageId> find(String path) throws IOException {
        String folder = Paths.parent(path);
        Optional<PageId> above = folder.isEmpty() ? Optional.empty() : at(folder);
        if (above.isEmpty() && !folder.isEmpty()) {
            return Optional.empty();
        }
        @Nullable PageId place = above.orElse(null);
        PageId arrived = names.get(new AttachmentName(place, Paths.name(path)));
        if (arrived != null) {
            return Optional.of(arrived);
        }
        Optional<PageId> known = index.colliding(place, Paths.name(path));
        boolean isThere = known.isPresent()
                && !placed.containsKey(known.get())
                && !removed.contains(known.get())
                && index.page(known.get())
                        .filter(page -> page.name().equals(Paths.name(path)))
                        .isPresent();
        return isThere ? known : Optional.empty();
    }

    /** Returns the path of a page. */
    String path(IndexedPage page) throws IOException {
        List<String> names = new ArrayList<>();
        @Nullable IndexedPage at = page;
        while (at != null) {
            names.add(0, at.name());
            at = at.place() == null ? null : page(at.place());
        }
        return String.join("/", names);
    }

    private @Nullable IndexedPage page(PageId id) throws IOException {
        IndexedPage page = placed.get(id);
        return page == null ? index.page(id).orElse(null) : page;
    }
}
