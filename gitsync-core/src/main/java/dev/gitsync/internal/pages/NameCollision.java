package dev.gitsync.internal.pages;

/**
 * Two entries of one folder that are the same name to a person, a file system or the wiki.
 *
 * @param one the entry whose name comes first
 * @param other the other entry
 * @param isOfPages whether only the names of their pages are the same, and not the whole names
 */
public record NameCollision(Sibling one, Sibling other, boolean isOfPages) {
    /** Names both paths and how they differ; without a full stop. */
    public String sentence() {
        String what = NameDifference.between(compared(one), compared(other));
        return one.shown() + " and " + other.shown() + " " + what;
    }

    private String compared(Sibling entry) {
        return isOfPages ? entry.page().orElse(entry.name()) : entry.name();
    }
}
