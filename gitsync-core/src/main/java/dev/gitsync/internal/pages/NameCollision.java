package dev.gitsync.internal.pages;

/**
 * Two entries of one folder that are the same name to a person, a file system or the wiki.
 *
 * @param one the entry whose name comes first
 * @param other the other entry
 */
public record NameCollision(Sibling one, Sibling other) {
    /** Names both paths and how they differ; without a full stop. */
    public String sentence() {
        boolean samePage = one.page().isPresent() && other.page().isPresent();
        String what = samePage
                ? NameDifference.between(one.page().get(), other.page().get())
                : NameDifference.between(one.name(), other.name());
        return one.shown() + " and " + other.shown() + " " + what;
    }
}
