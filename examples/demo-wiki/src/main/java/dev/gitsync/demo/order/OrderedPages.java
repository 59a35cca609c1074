package dev.gitsync.demo.order;

import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.PageOrder;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.demo.wiki.Place;
import dev.gitsync.format.order.SiblingOrder;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Shows pages in the order of the files called {@code .order}, and keeps these right:
 *
 * <ul>
 *   <li>A page that is moved among its siblings, or below another page, is written into the file of that page, and leaves the file of the
 *       page where it was.
 *   <li>A page whose name in git changes gets its new name in the file.
 *   <li>A page that is deleted leaves the file, and returns to its place there.
 *   <li>A new page needs no line: it follows in alphabetical order.
 * </ul>
 */
public final class OrderedPages implements PageOrder {
    private final Desk.Stores stores;
    private final SpaceSync sync;
    private final OrderFiles files;
    private final GitNames names;
    private final OrderCache cache = new OrderCache();

    /** Works with the attachments of {@code stores}, and the names that pages have in git by {@code sync}. */
    public OrderedPages(Jdbi jdbi, Desk.Stores stores, SpaceSync sync) {
        this.stores = stores;
        this.sync = sync;
        this.files = new OrderFiles(jdbi, stores);
        this.names = new GitNames(sync);
    }

    @Override
    public PageTree tree(Space space, List<PageNode> pages) {
        return new PageTree(pages, new Arranged(space));
    }

    /** The order of one space, for one request. */
    private final class Arranged implements PageTree.Arrangement {
        private final Space space;
        private @Nullable Map<@Nullable PageId, Attachment> found;
        private @Nullable String main;

        Arranged(Space space) {
            this.space = space;
        }

        @Override
        public List<PageNode> arrange(PageTree tree, @Nullable PageId parent, List<PageNode> byTitle) {
            if (found == null) {
                found = files.of(space, tree.withSiblings());
            }
            Attachment file = found.get(parent);
            if (file == null) {
                return byTitle;
            }
            if (main == null) {
                main = sync.main(space);
            }
            OrderCache.Key key = new OrderCache.Key(main, file.id(), file.version());
            return cache.arranged(key, byTitle, () -> {
                Folder folder = folder(space, tree, parent, byTitle);
                return folder.nodes(files.read(space, file.content()).arrange(folder.siblings()));
            });
        }
    }

    private Folder folder(Space space, PageTree tree, @Nullable PageId parent, List<PageNode> byTitle) {
        return new Folder(byTitle, names.of(space, tree, parent, byTitle));
    }

    private Folder folder(Space space, PageTree tree, @Nullable PageId parent) {
        return folder(space, tree, parent, tree.children(parent));
    }

    private PageTree now(Space space) {
        return new PageTree(stores.pages().tree(space));
    }

    @Override
    public List<PageChange> changed(Edited edited, Update update) {
        Page before = update.before();
        Page after = update.after();
        PageId from = before.content().parent();
        PageId to = after.content().parent();
        boolean isRenamed = !before.content().title().equals(after.content().title());
        if (!isRenamed && Objects.equals(from, to) && update.place() == null) {
            return List.of();
        }
        OrderFile old = files.of(edited.space(), from);
        boolean isUnordered = old.attachment() == null && update.place() == null;
        if (isUnordered && Objects.equals(from, to)) {
            return List.of();
        }
        PageTree tree = now(edited.space());
        Folder folder = folder(edited.space(), tree, from);
        String name = folder.name(before.id());
        String newName = names.after(edited.space(), tree, after, name);
        if (Objects.equals(from, to)) {
            Folder renamed = folder.with(after, newName);
            SiblingOrder order = old.order().renamed(name, newName);
            return files.replaced(edited, old, placed(order, newName, update.place(), renamed), renamed.siblings());
        }
        List<PageChange> changes = new ArrayList<>(files.replaced(
                edited,
                old,
                old.order().without(name),
                folder.without(before.id()).siblings()));
        if (update.place() != null) {
            OrderFile target = files.of(edited.space(), to);
            Folder joined = folder(edited.space(), tree, to).with(after, newName);
            SiblingOrder order = placed(target.order(), newName, update.place(), joined);
            changes.addAll(files.replaced(edited, target, order, joined.siblings()));
        }
        return changes;
    }

    private static SiblingOrder placed(SiblingOrder order, String name, @Nullable Place place, Folder folder) {
        return place == null ? order : order.placed(name, folder.position(place), folder.siblings());
    }

    @Override
    public List<PageChange> deleted(Edited edited, Page page) {
        PageId parent = page.content().parent();
        OrderFile file = files.of(edited.space(), parent);
        if (file.attachment() == null) {
            return List.of();
        }
        Folder folder = folder(edited.space(), now(edited.space()), parent);
        return files.replaced(
                edited,
                file,
                file.order().without(folder.name(page.id())),
                folder.without(page.id()).siblings());
    }

    @Override
    public List<PageChange> restored(Edited edited, Provenance deletion, @Nullable PageId parent) {
        return files.before(edited.space(), parent, deletion)
                .map(earlier -> restored(edited, earlier, parent))
                .orElse(List.of());
    }

    /** The name of the page is the one that its deletion took out of the file. */
    private List<PageChange> restored(Edited edited, SiblingOrder earlier, @Nullable PageId parent) {
        OrderFile file = files.of(edited.space(), parent);
        Folder folder = folder(edited.space(), now(edited.space()), parent);
        Set<String> gone = new HashSet<>(earlier.names());
        file.order().names().forEach(gone::remove);
        gone.removeAll(folder.siblings().names());
        if (gone.size() != 1) {
            return List.of();
        }
        String name = gone.iterator().next();
        Folder joined = folder.with(name);
        return files.replaced(edited, file, file.order().restored(name, earlier, joined.siblings()), joined.siblings());
    }
}
