package dev.gitsync.internal.repair;

import dev.gitsync.internal.outline.PageOutline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** The files of a folder by the titles and the contents of their pages. */
final class TitledFiles {
    private final Map<String, Deque<String>> byTitle = new HashMap<>();
    private final Map<ObjectId, Deque<String>> byContent = new HashMap<>();

    void add(String name, ComparableBlobs.Titled page) {
        byTitle.computeIfAbsent(page.title(), key -> new ArrayDeque<>()).add(name);
        byContent.computeIfAbsent(page.blob(), key -> new ArrayDeque<>()).add(name);
    }

    /** Offers the names of files with the content of a page to {@code claim}, then those with its title; returns the pages that are left. */
    List<PageOutline> match(List<PageOutline> pages, BiPredicate<String, PageOutline> claim) {
        List<PageOutline> others = new ArrayList<>();
        for (PageOutline page : pages) {
            if (!page.hasFile() || !isClaimed(page, byContent.get(page.blob()), claim)) {
                others.add(page);
            }
        }
        List<PageOutline> lost = new ArrayList<>();
        for (PageOutline page : others) {
            if (!page.hasFile() || !isClaimed(page, byTitle.get(page.title()), claim)) {
                lost.add(page);
            }
        }
        return lost;
    }

    /** A name that was offered once is not free for another page: the page that claimed it has it, or it never was. */
    private static boolean isClaimed(
            PageOutline page, @Nullable Deque<String> names, BiPredicate<String, PageOutline> claim) {
        while (names != null && !names.isEmpty()) {
            if (claim.test(names.remove(), page)) {
                return true;
            }
        }
        return false;
    }
}
