package dev.gitsync.markdown.resolve;

/** What a link leads to. */
public sealed interface LinkTarget {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /** Returns whether it is something in the space. */
    default boolean isInSpace() {
        return !(this instanceof External || this instanceof Broken);
    }

    /** A page; {@code file} is the path of its file. */
    record Page(String file) implements LinkTarget {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitPage(this);
        }
    }

    /** A file that is not a page. */
    record Attachment(String file) implements LinkTarget {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitAttachment(this);
        }
    }

    /** A folder without a page of its own. */
    record Folder(String path) implements LinkTarget {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitFolder(this);
        }
    }

    /** Something outside of the space: the destination has a scheme or a host. */
    record External() implements LinkTarget {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitExternal(this);
        }
    }

    /** Nothing: there is no such page, file or folder. */
    record Broken() implements LinkTarget {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitBroken(this);
        }
    }

    /**
     * Handles each case of {@link LinkTarget}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Page}. */
        T visitPage(Page page);

        /** Handles {@link Attachment}. */
        T visitAttachment(Attachment attachment);

        /** Handles {@link Folder}. */
        T visitFolder(Folder folder);

        /** Handles {@link External}. */
        T visitExternal(External external);

        /** Handles {@link Broken}. */
        T visitBroken(Broken broken);
    }
}
