package dev.gitsync.store.listing;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Person;

/** The operator's settings for a {@link ListingPageStore}. Immutable; {@link Builder#build()} checks every value. */
public final class ListingSettings {
    /** The default of {@link #guardedFrom()}. */
    public static final int DEFAULT_GUARDED_FROM = 4;
    /** The default of {@link #maxMissingPercent()}. */
    public static final int DEFAULT_MAX_MISSING_PERCENT = 50;
    /** The default of {@link #keptRevisions()}. */
    public static final int DEFAULT_KEPT_REVISIONS = 1_000;
    /** The default of {@link #keptTombstones()}. */
    public static final int DEFAULT_KEPT_TOMBSTONES = 10_000;
    /** The default of {@link #unknownAuthor()}. */
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

    /** Returns the defaults. */
    public static ListingSettings defaults() {
        return builder().build();
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how many pages with text, or attachments, a space must have before {@link #maxMissingPercent()} applies. */
    public int guardedFrom() {
        return guardedFrom;
    }

    /**
     * Returns the maximum share of the known pages with text, in percent, that may be missing from one listing and is treated
     * as deleted. It applies to attachments by themselves; those whose page is deleted too do not count.
     */
    public int maxMissingPercent() {
        return maxMissingPercent;
    }

    /** Returns whether so many missing ones of the known pages or attachments are a reason to doubt a listing. */
    boolean areTooMany(int missing, int known) {
        return known >= guardedFrom && 100L * missing > (long) maxMissingPercent * known;
    }

    /** Returns how many superseded revisions are kept for readers that read the feed again. */
    public int keptRevisions() {
        return keptRevisions;
    }

    /** Returns how many tombstones are kept; git can restore these pages with their old id. */
    public int keptTombstones() {
        return keptTombstones;
    }

    /** Returns the author of edits for which the wiki reports none. */
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

        /** Sets {@link ListingSettings#guardedFrom()}; 1 or more. */
        public Builder guardedFrom(int pages) {
            guardedFrom = pages;
            return this;
        }

        /** Sets {@link ListingSettings#maxMissingPercent()}; 0 to 100, where 100 disables the guard. */
        public Builder maxMissingPercent(int percent) {
            maxMissingPercent = percent;
            return this;
        }

        /** Sets {@link ListingSettings#keptRevisions()}; zero or more. */
        public Builder keptRevisions(int revisions) {
            keptRevisions = revisions;
            return this;
        }

        /** Sets {@link ListingSettings#keptTombstones()}; zero or more. */
        public Builder keptTombstones(int tombstones) {
            keptTombstones = tombstones;
            return this;
        }

        /** Sets {@link ListingSettings#unknownAuthor()}. */
        public Builder unknownAuthor(Person author) {
            unknownAuthor = author;
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws InvalidInputException when a value is out of its range; the message names it
         */
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
