package dev.gitsync.demo.order;

import dev.gitsync.demo.wiki.Place;
import dev.gitsync.format.order.Position;
import dev.gitsync.format.order.Siblings;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages below a page, with their names in git and their titles, which have the alphabetical order of the wiki. Immutable. */
final class Folder {
    private final List<PageNode> byTitle;
    private final Map<PageId, String> names;
    private final Map<String, String> titles;

    Folder(List<PageNode> byTitle, Map<PageId, String> names) {
        this(byTitle, names, titles(byTitle, names));
    }

    private Folder(List<PageNode> byTitle, Map<PageId, String> names, Map<String, String> titles) {
        this.byTitle = byTitle;
        this.names = names;
        this.titles = titles;
    }

    private static Map<String, String> titles(List<PageNode> pages, Map<PageId, String> names) {
        Map<String, String> titles = new HashMap<>();
        pages.forEach(page -> titles.put(names.getOrDefault(page.id(), page.title()), page.title()));
        return titles;
    }

    /** The name of a page in git. */
    String name(PageId page) {
        return names.getOrDefault(page, "");
    }

    /** Pages are in alphabetical order by their titles; two with one title by their names. */
    Siblings siblings() {
        Comparator<String> byTitles =
                Comparator.comparing(name -> titles.getOrDefault(name, name), String.CASE_INSENSITIVE_ORDER);
        return new Siblings(titles.keySet(), byTitles.thenComparing(Comparator.naturalOrder()));
    }

    /** The pages with these names, in their order; pages that share a name, which happens only without paths, follow. */
    List<PageNode> nodes(List<String> order) {
        Map<String, PageNode> byName = new HashMap<>();
        byTitle.forEach(page -> byName.putIfAbsent(name(page.id()), page));
        List<PageNode> nodes = new ArrayList<>();
        for (String name : order) {
            PageNode page = byName.get(name);
            if (page != null) {
                nodes.add(page);
            }
        }
        Set<PageNode> shown = new HashSet<>(nodes);
        byTitle.stream().filter(page -> !shown.contains(page)).forEach(nodes::add);
        return nodes;
    }

    /** The position of a place among the pages. */
    Position position(Place place) {
        if (place.sibling() == null) {
            return place.before() ? Position.first() : Position.last();
        }
        String sibling = name(place.sibling());
        return place.before() ? Position.before(sibling) : Position.after(sibling);
    }

    /** The folder with a page that comes into it, or that has another name or title now. */
    Folder with(Page page, String name) {
        Map<PageId, String> moreNames = new HashMap<>(names);
        @Nullable String before = moreNames.put(page.id(), name);
        Map<String, String> moreTitles = new HashMap<>(titles);
        moreTitles.remove(before);
        moreTitles.put(name, page.content().title());
        return new Folder(byTitle, moreNames, moreTitles);
    }

    /** The folder with a name that returns, with a title like it. */
    Folder with(String name) {
        Map<String, String> more = new HashMap<>(titles);
        more.putIfAbsent(name, name);
        return new Folder(byTitle, names, more);
    }

    /** The folder without a page. */
    Folder without(PageId page) {
        Map<String, String> fewer = new HashMap<>(titles);
        fewer.remove(name(page));
        return new Folder(byTitle, names, fewer);
    }
}
