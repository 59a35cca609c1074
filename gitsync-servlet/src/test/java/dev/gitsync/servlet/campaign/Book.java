package dev.gitsync.servlet.campaign;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The pages of a campaign. Each page is changed at one side only, but for a few that all people change in the same place. */
record Book(int pages) {
    /** The sides that change pages. */
    static final int SIDES = 2;

    private static final int CONTESTED = 2;

    private int areaSize() {
        return pages < 1_000 ? 20 : 100;
    }

    String area(int page) {
        return "Area " + page / areaSize();
    }

    static String title(int page) {
        return "Page " + page;
    }

    String path(int page) {
        return area(page) + "/" + title(page) + ".md";
    }

    /** Returns any page of a side. */
    int own(int side, Random random) {
        return CONTESTED + side + SIDES * random.nextInt((pages - CONTESTED - side) / SIDES);
    }

    /** Returns a page that all people change in the same place. */
    static int contested(Random random) {
        return random.nextInt(CONTESTED);
    }

    /** Returns all files: text by path. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (int page = 0; page < pages; page++) {
            files.put(path(page), "# " + title(page) + "\n\nThe first line of page " + page + "\n");
        }
        return files;
    }
}
