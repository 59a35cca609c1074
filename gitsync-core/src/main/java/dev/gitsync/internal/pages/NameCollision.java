package dev.gitsync.internal.pages;

/**
 * Two entries of one folder whose names are the same to a person, a file system or the wiki.
 *
 * @param one the entry whose name comes first
 * @param other the other entry
 * @param isOfPages whether only their page names collide, and not the whole names
 */
public record NameCollision(Sibling one, Sibling other, boolean isOfPages) {
    /** Returns a sentence with both paths and their difference, without a full stop. */
    public String sentence() {
        String what = NameDifference.between(compared(one), compared(other));
        return one.shown() + " and " + other.shown() + " " + what;
    }

    private String compared(Sibling entry) {
        return isOfPages ? entry.page().orElse(entry.name()) : entry.name();
    }
}
