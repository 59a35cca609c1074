package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.TextLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Links that lead nowhere: all are counted, and the first {@value #MOST_KEPT} in the order of their files and lines are kept. Not safe
 * for use by several threads.
 */
public final class BrokenLinks {
    /** The maximum number of links that are kept. */
    static final int MOST_KEPT = 1_000;

    private final TreeSet<BrokenLink> first = new TreeSet<>();
    private int count;

    BrokenLinks() {}

    /** Returns the number of links. */
    public int count() {
        return count;
    }

    /** Returns a line for each of the first links, with file, line and the link as written. */
    public List<String> lines() {
        return first.stream().map(BrokenLink::shown).toList();
    }

    /**
     * Adds the links of a page that lead nowhere, except as many as led nowhere in the same words before.
     *
     * @param before the links of the page before; none for a new page
     */
    void addNew(PageReading page, List<TextLink> before) {
        Map<String, Integer> known = new HashMap<>();
        for (TextLink link : before) {
            if (link.target().isEmpty()) {
                known.merge(link.written(), 1, Integer::sum);
            }
        }
        for (TextLink link : page.links()) {
            if (link.target().isEmpty()) {
                int left = known.merge(link.written(), -1, Integer::sum);
                if (left < 0) {
                    add(page.file(), link);
                }
            }
        }
    }

    private void add(String file, TextLink link) {
        count++;
        first.add(new BrokenLink(file, link.line(), link.written(), count));
        if (first.size() > MOST_KEPT) {
            first.pollLast();
        }
    }
}
