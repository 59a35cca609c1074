package dev.gitsync.internal.pagelinks;

import dev.gitsync.internal.tree.Paths;
import java.util.Comparator;

/**
 * A link that leads nowhere.
 *
 * @param file the path of the file that contains it
 * @param line its line, from 1
 * @param written the link as written
 * @param number distinguishes equal links of a line
 */
record BrokenLink(String file, int line, String written, int number) implements Comparable<BrokenLink> {
    private static final Comparator<BrokenLink> ORDER = Comparator.comparing(BrokenLink::file, Paths.BY_BYTES)
            .thenComparingInt(BrokenLink::line)
            .thenComparing(BrokenLink::written)
            .thenComparingInt(BrokenLink::number);

    /** Returns the line to print. */
    String shown() {
        return Paths.shown(file) + ":" + line + ": " + Paths.shown(written);
    }

    @Override
    public int compareTo(BrokenLink other) {
        return ORDER.compare(this, other);
    }

    /** Omits the text of the page. */
    @Override
    public String toString() {
        return "BrokenLink[line " + line + "]";
    }
}
