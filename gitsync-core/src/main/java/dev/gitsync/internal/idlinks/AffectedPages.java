package dev.gitsync.internal.idlinks;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.internal.index.IdLinkIndex;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pages whose files depend on something that came, went or moved:
 *
 * <ol>
 *   <li>those that link to it by id, and the page itself, whose paths begin at another place;
 *   <li>those with links that look for its name, or that lead to its {@linkplain LinkCodec#rivals rivals};
 *   <li>those that link to a page without a file above it: the folder of that page may have come or gone;
 *   <li>if the folder of a page moved, those on one side of its border that link to the other side, and those in it whose links are not
 *       relative. This looks at the index of each file in the folder, and reads no file.
 * </ol>
 *
 * It also brings the names in the index up to date.
 */
final class AffectedPages {
    private final SpaceState state;
    private final LinkCodec codec;
    private final IdLinkIndex links;
    private final Runnable step;
    private final Set<PageId> affected = new LinkedHashSet<>();
    private final Set<PageId> wanting = new LinkedHashSet<>();

    /**
     * Creates a search.
     *
     * @param step the callback for each visited file
     */
    AffectedPages(SpaceState state, LinkCodec codec, Runnable step) {
        this.state = state;
        this.codec = codec;
        this.links = state.index().idLinks();
        this.step = step;
    }

    /** Adds the pages that are affected by these changes; the spots are those before. */
    void add(Map<PageId, Spot> former) throws IOException {
        for (Map.Entry<PageId, Spot> moved : former.entrySet()) {
            links.rename(
                    moved.getKey(),
                    moved.getValue().names(),
                    state.spot(moved.getKey()).names());
        }
        for (Map.Entry<PageId, Spot> moved : former.entrySet()) {
            Spot now = state.spot(moved.getKey());
            affected.add(moved.getKey());
            affected.addAll(links.linkers(moved.getKey()));
            addFile(moved.getValue());
            addFile(now);
            addBare(moved.getValue().place());
            addBare(now.place());
            boolean isMoved =
                    !moved.getValue().folder().isEmpty() && !now.folder().isEmpty();
            if (isMoved && !moved.getValue().folder().equals(now.folder())) {
                addFolder(now.folder());
            }
        }
    }

    /** Returns the pages whose links by id may be written otherwise. */
    Set<PageId> affected() {
        return affected;
    }

    /** Returns the pages whose links that are not by id may lead to something that came. */
    Set<PageId> wanting() {
        return wanting;
    }

    /** Adds those that look for the file at a spot, or for the folder of a page without a file. */
    private void addFile(Spot spot) throws IOException {
        if (spot.file().isEmpty()) {
            if (!spot.folder().isEmpty()) {
                addNames(spot.folder());
            }
            return;
        }
        addNames(spot.file());
        for (String rival : codec.rivals(spot.file())) {
            Optional<PageId> page = state.page(rival);
            if (page.isPresent()) {
                affected.addAll(links.linkers(page.get()));
            }
        }
    }

    private void addNames(String file) throws IOException {
        for (String name : codec.names(file)) {
            affected.addAll(links.linkersByName(name));
            wanting.addAll(links.wanting(name));
        }
    }

    /** Adds those that link to a page without a file and to those directly above it. */
    private void addBare(@Nullable PageId place) throws IOException {
        for (@Nullable PageId step = place; step != null; ) {
            Optional<IndexedPage> page = state.index().page(step).filter(above -> !above.hasFile());
            if (page.isEmpty()) {
                return;
            }
            affected.addAll(links.linkers(step));
            step = page.get().place();
        }
    }

    private void addFolder(String moved) throws IOException {
        Deque<String> open = new ArrayDeque<>(List.of(moved));
        while (!open.isEmpty()) {
            String folder = open.remove();
            for (Map.Entry<String, TreeItem> entry : state.tree().items(folder).entrySet()) {
                step.run();
                String path = Paths.join(folder, entry.getKey());
                Optional<PageId> id = state.id(path, entry.getValue());
                if (id.isPresent()) {
                    addInside(moved, id.get());
                    addNames(path);
                }
                if (entry.getValue().isFolder()) {
                    open.add(path);
                }
            }
        }
    }

    private void addInside(String moved, PageId id) throws IOException {
        for (PageId linker : links.linkers(id)) {
            if (!state.isIn(moved, linker)) {
                affected.add(linker);
            }
        }
        boolean leadsOut = links.dependsOnNames(id);
        for (PageId target : links.targets(id)) {
            leadsOut |= !state.isIn(moved, target);
        }
        if (leadsOut) {
            affected.add(id);
        }
    }
}
