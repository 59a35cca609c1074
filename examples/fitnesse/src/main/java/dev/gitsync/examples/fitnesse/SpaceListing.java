package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.Listing.ListedPage;
import fitnesse.wiki.WikiPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the pages of a space. An unreadable page makes the listing incomplete. */
final class SpaceListing {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceListing.class);

    private final WikiTree tree;
    private final Map<String, SeenPage> seen = new LinkedHashMap<>();
    private boolean complete = true;

    private SpaceListing(WikiTree tree) {
        this.tree = tree;
    }

    /** The pages as they are now. */
    static Listing of(WikiTree tree, PageIds ids, Spellings spellings) {
        SpaceListing listing = new SpaceListing(tree);
        WikiPage root = tree.root();
        if (WikiTree.isWritten(root)) {
            listing.find(null, PageNames.ROOT, root);
        }
        listing.walk(null, root);
        return listing.with(ids, spellings);
    }

    private void walk(@Nullable String path, WikiPage page) {
        for (WikiPage child : tree.children(page).toList()) {
            String name = child.getName();
            if (find(path, name, child)) {
                walk(path == null ? name : path + "/" + name, child);
            }
        }
    }

    private boolean find(@Nullable String parent, String name, WikiPage page) {
        try {
            SeenPage found = SeenPage.of(parent, name, page);
            seen.put(found.path(), found);
            return true;
        } catch (RuntimeException e) {
            complete = false;
            LOG.warn("Page {} of FitNesse can't be read; it stays in git as it is", name, e);
            return false;
        }
    }

    private Listing with(PageIds known, Spellings spellings) {
        Map<String, String> says = new LinkedHashMap<>();
        seen.forEach((path, page) -> says.put(path, page.says()));
        Map<String, PageId> ids = complete ? known.assign(says) : known.find(says.keySet());
        List<ListedPage> pages = new ArrayList<>();
        seen.forEach((path, page) -> {
            PageId id = ids.get(path);
            PageId parent = page.parent() == null ? null : ids.get(page.parent());
            if (id != null && (parent != null || page.parent() == null)) {
                String text = page.text() == null ? null : spellings.spelled(id, page.text());
                PageContent content = new PageContent(parent, page.name(), text);
                pages.add(new ListedPage(id, content, page.editor(), page.editedAt()));
            }
        });
        return new Listing(pages, complete);
    }
}
