package dev.gitsync.report;

import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Objects;

/** The outcome of verifying that {@code main} equals the wiki. */
public sealed interface VerifyReport {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /** Returns whether the verification ran and found no difference. */
    default boolean isClean() {
        return this instanceof Verified v && v.differences().isEmpty();
    }

    /**
     * Every page and every file was checked.
     *
     * @param pages how many live pages the wiki has
     * @param pageFiles how many files of {@code main} are pages
     * @param otherFiles how many files of {@code main} are not pages
     * @param differences the differences, at most the first 1,000
     */
    record Verified(SpaceId space, long pages, long pageFiles, long otherFiles, List<Difference> differences)
            implements VerifyReport {
        /** Copies the list. */
        public Verified {
            differences = List.copyOf(differences);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitVerified(this);
        }
    }

    /** The verification could not run, because the cycle before it failed. */
    record NotRun(SyncReport because) implements VerifyReport {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitNotRun(this);
        }
    }

    /**
     * Handles each case of {@link VerifyReport}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Verified}. */
        T visitVerified(Verified verified);

        /** Handles {@link NotRun}. */
        T visitNotRun(NotRun notRun);
    }

    /**
     * A difference between wiki, git and index.
     *
     * @param kind the kind of difference
     * @param subject the path or page id that differs
     * @param detail a sentence with what was expected and what was found; no page text
     */
    record Difference(Kind kind, String subject, String detail) {
        /** Checks that no component is null. */
        public Difference {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(detail, "detail");
        }

        /** The kinds of difference. */
        public enum Kind {
            /** A live page is not in the index. */
            PAGE_NOT_IN_INDEX,
            /** The index contains a page that is not live in the wiki. */
            PAGE_NOT_IN_WIKI,
            /** The index has another parent, title or version than the wiki. */
            INDEX_DIFFERS,
            /** The page's file is not in {@code main}. */
            FILE_MISSING,
            /** The page's file in {@code main} is not what the page renders to. */
            FILE_DIFFERS,
            /** A page file in {@code main} belongs to no page. */
            FILE_WITHOUT_PAGE,
            /**
             * Two entries of a folder of {@code main} have names that differ only in case, Unicode form or invisible
             * characters.
             */
            NAMES_COLLIDE,
            /** A live attachment is not in the index. */
            ATTACHMENT_NOT_IN_INDEX,
            /** The index contains an attachment that is not live in the wiki. */
            ATTACHMENT_NOT_IN_WIKI,
            /** The index has another page, name, version or contents of an attachment than the wiki, or has its file elsewhere. */
            ATTACHMENT_DIFFERS,
            /** The attachment's file is not in {@code main}, or is another one than the index has. */
            ATTACHMENT_FILE_DIFFERS,
            /** A file in {@code main}, neither a page nor hidden, belongs to no attachment of a wiki that has attachments. */
            FILE_WITHOUT_ATTACHMENT,
            /** A file of {@code main} that is not a page differs from the file that was there when the index was written. */
            OTHER_FILE_DIFFERS,
            /**
             * The newest revision of a page or an attachment can't be imported; {@code main} has the last good one, if there was
             * any.
             */
            PAGE_FAILED,
            /** The refs of the space are inconsistent. */
            REFS_DIFFER
        }
    }
}
