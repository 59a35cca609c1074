package dev.gitsync.demo.files;

import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;

/** The result of a change of a file. Only {@link Saved} means that something was changed. */
public sealed interface FileOutcome {
    /**
     * The file is as requested.
     *
     * @param now the file as it is now
     * @param links how many links were changed to follow it
     */
    record Saved(AttachmentInfo now, int links) implements FileOutcome {
        /** Without a change of links. */
        public Saved(AttachmentInfo now) {
            this(now, 0);
        }
    }

    /**
     * Another change was saved first.
     *
     * @param now the file as it is now
     */
    record Stale(AttachmentInfo now) implements FileOutcome {}

    /**
     * The change is not possible.
     *
     * @param sentence the reason, and what to do
     */
    record Refused(String sentence) implements FileOutcome {}
}
