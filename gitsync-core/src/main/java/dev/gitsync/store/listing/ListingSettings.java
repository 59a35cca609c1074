package dev.gitsync.store.listing;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Person;

/** What an operator can set for a {@link ListingPageStore}. Immutable; {@link Builder#build()} checks every value. */
public final class ListingSettings {
    /** From how many known pages on a listing that lacks many of them is not believed, by default. */
    public static final int DEFAULT_GUARDED_FROM = 4;
    /** How large a part of the known pages a listing may lack by default, in percent. */
    public static final int DEFAULT_MAX_MISSING_PERCENT = 50;
    /** How many revisions that newer ones have replaced are kept by default. */
    public static final int DEFAULT_KEPT_REVISIONS = 1_000;
    /** How many tombstones are kept by default. */
    public static final int DEFAULT_KEPT_TOMBSTONES = 10_000;
    /** Who edits by default, as long as the wiki does not say. */
    public static final Person DEFAULT_UNKNOWN_AUTHOR = new Person("unknown", "");

    private final int guardedFrom;
    private final int maxMissingPercent;
    private final int keptRevisions;
    private final int keptTombstones;
    private final Person unknownAuthor;

    private ListingSettings(Builder builder) {
        guardedFrom = builder.guardedFrom;
        maxMissingPercent = builder.maxMissingPercent;
        keptRevisions = builder.keptRevisions;
        keptTombstones = builder.keptTombstones;
        unknownAuthor = builder.unknownAuthor;
    }

    /** The defaults. */
    public static ListingSettings defaults() {
        return builder().build();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many pages with text a space must have before {@link #maxMissingPercent()} counts. */
    public int guardedFrom() {
        return guardedFrom;
    }

    /** The largest part of the known pages with text, in percent, that may be missing from one listing and is taken for deleted. */
    public int maxMissingPercent() {
        return maxMissingPercent;
    }

    /** How many revisions that newer ones have replaced are kept for whoever reads the feed again. */
    public int keptRevisions() {
        return keptRevisions;
    }

    /** How many deleted pages are remembered, and can be restored by git under their old id. */
    public int keptTombstones() {
        return keptTombstones;
    }

    /** Who made an edit of which the wiki does not say who made it. */
    public Person unknownAuthor() {
        return unknownAuthor;
    }

    /** Collects settings. Not safe for use by several threads. */
    public static final class Builder {
        private int guardedFrom = DEFAULT_GUARDED_FROM;
        private int maxMissingPercent = DEFAULT_MAX_MISSING_PERCENT;
        private int keptRevisions = DEFAULT_KEPT_REVISIONS;
        private int keptTombstones = DEFAULT_KEPT_TOMBSTONES;
        private Person unknownAuthor = DEFAULT_UNKNOWN_AUTHOR;

        private Builder() {}

        /** See {@link ListingSettings#guardedFrom()}; 1 or more. */
        public Builder guardedFrom(int pages) {
            guardedFrom = pages;
            return this;
        }

        /** See {@link ListingSettings#maxMissingPercent()}; 0 to 100, where 100 switches the guard off. */
        public Builder maxMissingPercent(int percent) {
            maxMissingPercent = percent;
            return this;
        }

        /** See {@link ListingSettings#keptRevisions()}; zero or more. */
        public Builder keptRevisions(int revisions) {
            keptRevisions = revisions;
            return this;
        }

        /** See {@link ListingSettings#keptTombstones()}; zero or more. */
        public Builder keptTombstones(int tombstones) {
            keptTombstones = tombstones;
            return this;
        }

        /** See {@link ListingSettings#unknownAuthor()}. */
        public Builder unknownAuthor(Person author) {
            unknownAuthor = author;
            return this;
        }

        /** @throws InvalidInputException when a value is out of its range; the message names it */
        public ListingSettings build() {
            requireRange("guardedFrom", guardedFrom, 1, Integer.MAX_VALUE);
            requireRange("maxMissingPercent", maxMissingPercent, 0, 100);
            requireRange("keptRevisions", keptRevisions, 0, Integer.MAX_VALUE);
            requireRange("keptTombstones", keptTombstones, 0, Integer.MAX_VALUE);
            return new ListingSettings(this);
        }

        private static void requireRange(String setting, int value, int least, int most) {
            if (value < least || value > most) {
                throw new InvalidInputException(
                        setting + " is " + value + ", but must be from " + least + " to " + most);
            }
        }
    }
}
