package dev.gitsync.examples.fitnesse;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import fitnesse.responders.editing.SaveRecorder;
import fitnesse.wiki.BaseWikitextPage;
import fitnesse.wiki.PageData;
import fitnesse.wiki.RecentChanges;
import fitnesse.wiki.WikiPage;
import fitnesse.wiki.WikiPageProperty;
import fitnesse.wiki.fs.FileBasedWikiPage;
import fitnesse.wiki.fs.VersionsController;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pages of one space as FitNesse's own forms do: each text is a new version and a line in the recent changes, and an editor
 * that has the page open is asked to merge. Not thread-safe.
 *
 * <p>Each write records the path in {@link PageIds} and the pushed text in {@link Spellings} first. If the process dies before the page
 * is written, these records concern a page that does not exist and have no effect.
 */
final class SpaceWriter {
    private static final WriteOutcome DONE = new WriteOutcome.Done();
    private static final WriteOutcome CHANGED = new WriteOutcome.Changed();

    private final WikiTree tree;
    private final VersionsController versions;
    private final RecentChanges recentChanges;
    private final PageIds ids;
    private final Spellings spellings;

    SpaceWriter(
            WikiTree tree, VersionsController versions, RecentChanges recentChanges, PageIds ids, Spellings spellings) {
        this.tree = tree;
        this.versions = versions;
        this.recentChanges = recentChanges;
        this.ids = ids;
        this.spellings = spellings;
    }

    Listing list() {
        return SpaceListing.of(tree, ids, spellings);
    }

    Optional<String> address(PageId id) {
        return ids.path(id).map(tree::address);
    }

    /** The page as git sees it, if it exists. */
    Optional<PageContent> content(PageId id) {
        return ids.path(id).flatMap(path -> tree.find(path).map(page -> content(id, path, page)));
    }

    boolean isAt(PageId id, PageContent expected) {
        return content(id).filter(expected::equals).isPresent();
    }

    WriteOutcome create(PageId id, PageContent content, Signature by) {
        if (content(id).isPresent()) {
            return CHANGED;
        }
        return at(content, (parent, path) -> {
            ids.put(path, id);
            write(id, pageAt(parent, content.title()), content.text(), by);
            return DONE;
        });
    }

    /** Changes a page. In FitNesse, a move is a new page and the deletion of the old one. */
    WriteOutcome change(PageId id, PageContent content, Signature by) {
        String from = requirePath(id);
        WikiPage page = tree.find(from).orElseThrow();
        if (Objects.equals(content.parent(), parentOf(from)) && content.title().equals(page(from, page))) {
            write(id, (BaseWikitextPage) page, content.text(), by);
            return DONE;
        }
        if (from.equals(PageNames.ROOT)) {
            throw new RuleException("The page on which the space begins can't be moved or renamed.");
        }
        return at(content, (parent, path) -> {
            BaseWikitextPage target = WikiTree.add(parent, content.title());
            Optional<String> text = Optional.ofNullable(content.text());
            text.ifPresent(pushed -> PageText.parse(target, pushed)); // fails before anything moves
            ids.move(from, path);
            move(page, target);
            write(id, pageAt(parent, content.title()), content.text(), by);
            page.remove();
            return DONE;
        });
    }

    WriteOutcome delete(PageId id) {
        String path = requirePath(id);
        WikiPage page = tree.find(path).orElseThrow();
        if (path.equals(PageNames.ROOT)) {
            throw new RuleException("The page on which the space begins can't be deleted.");
        }
        if (tree.children(page).findAny().isPresent()) {
            return CHANGED;
        }
        page.remove();
        return DONE;
    }

    /** Finds the place of a page, or throws if it is not allowed there. */
    private WriteOutcome at(PageContent content, Place place) {
        PageNames.objection(content).ifPresent(sentence -> {
            throw new RuleException(sentence);
        });
        PageId above = content.parent();
        if (above == null) {
            boolean isRoot = content.title().equals(PageNames.ROOT);
            return at(tree.root(), content.title(), isRoot && !WikiTree.isWritten(tree.root()), place);
        }
        String parent = requirePath(above);
        if (parent.equals(PageNames.ROOT)) {
            throw new RuleException("Pages of the space stand beside " + PageNames.ROOT + ", not below it.");
        }
        Optional<WikiPage> page = tree.find(parent);
        return page.isEmpty() ? CHANGED : at(page.get(), parent + "/" + content.title(), false, place);
    }

    private WriteOutcome at(WikiPage parent, String path, boolean isFree, Place place) {
        boolean isTaken =
                !isFree && (path.equals(PageNames.ROOT) || tree.find(path).isPresent());
        if (!isTaken) {
            return place.use(parent, path);
        } else if (ids.isKnown(path)) {
            throw new RuleException("There is a page " + tree.address(path) + " in FitNesse already.");
        }
        return CHANGED;
    }

    private BaseWikitextPage pageAt(WikiPage parent, String name) {
        boolean isRoot = name.equals(PageNames.ROOT);
        return isRoot ? (BaseWikitextPage) parent : WikiTree.add(parent, name);
    }

    private void write(PageId id, BaseWikitextPage page, @Nullable String text, Signature by) {
        if (text == null) {
            removePageText(page);
            return;
        }
        PageData data = PageText.parse(page, text);
        spellings.keep(id, text, PageText.of(page, data));
        data.setAttribute(WikiPageProperty.LAST_MODIFYING_USER, UserNames.safe(by.actor()));
        SaveRecorder.pageSaved(page, SaveRecorder.newTicket());
        page.commit(data);
        recentChanges.updateRecentChanges(page);
        ids.path(id)
                .ifPresent(path -> tree.find(path)
                        .ifPresent(written -> ids.recordText(
                                path, SeenPage.of(null, path, written).says())));
    }

    /** Removes the text of the page and keeps the folder with the pages below it. */
    private void removePageText(WikiPage page) {
        try {
            versions.addDirectory(new Folder(((FileBasedWikiPage) page).getFileSystemPath()));
            versions.delete(Stream.of(WikiTree.files(page)).filter(File::exists).toArray(File[]::new));
        } catch (IOException e) {
            throw new StoreException("FitNesse can't keep the page " + page.getName() + " without a text", e);
        }
    }

    /** Copies a page with all below it, as "Move" in FitNesse does. */
    private void move(WikiPage from, WikiPage to) {
        if (WikiTree.isWritten(from)) {
            to.commit(from.getData());
        }
        tree.children(from).forEach(child -> move(child, WikiTree.add(to, child.getName())));
    }

    private PageContent content(PageId id, String path, WikiPage page) {
        String text = SeenPage.of(null, path, page).text();
        return new PageContent(parentOf(path), page(path, page), text == null ? null : spellings.spelled(id, text));
    }

    private static String page(String path, WikiPage page) {
        return path.equals(PageNames.ROOT) ? path : page.getName();
    }

    private @Nullable PageId parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : ids.id(path.substring(0, slash));
    }

    private String requirePath(PageId id) {
        return ids.path(id)
                .orElseThrow(() -> new RuleException("A page that this push needs is not in FitNesse any more."));
    }

    /** Writes at the place of a page. */
    private interface Place {
        WriteOutcome use(WikiPage parent, String path);
    }
}
