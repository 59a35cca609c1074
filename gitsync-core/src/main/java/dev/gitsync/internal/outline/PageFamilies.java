package dev.gitsync.internal.outline;

import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of a wiki by their effective parent: a page, or the top if their parent does not exist. */
public final class PageFamilies {
    private final Map<PageId, PageOutline> pages;
    private final Map<Optional<PageId>, List<PageOutline>> families = new HashMap<>();

    public PageFamilies(Map<PageId, PageOutline> pages) {
        this.pages = pages;
        for (PageOutline page : pages.values()) {
            families.computeIfAbsent(Optional.ofNullable(place(page)), key -> new ArrayList<>())
                    .add(page);
        }
    }

    /** Returns all pages, including those in a cycle of parents. */
    public Collection<PageOutline> all() {
        return pages.values();
    }

    /** Returns the effective parent of a page; null at the top. */
    @Nullable
    PageId place(PageOutline page) {
        return page.parent() == null || !pages.containsKey(page.parent()) ? null : page.parent();
    }

    /** Returns the pages directly below a page, or at the top. */
    public List<PageOutline> at(@Nullable PageId place) {
        return families.getOrDefault(Optional.ofNullable(place), List.of());
    }

    /** Returns the top and every page, outer ones first, without pages in a cycle of parents. */
    public List<Optional<PageId>> placesOuterFirst() {
        List<Optional<PageId>> places = new ArrayList<>(List.of(Optional.empty()));
        for (int i = 0; i < places.size(); i++) {
            at(places.get(i).orElse(null)).forEach(page -> places.add(Optional.of(page.id())));
        }
        return places;
    }
}
