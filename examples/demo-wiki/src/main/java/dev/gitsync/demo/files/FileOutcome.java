package dev.gitsync.demo.files;

import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;

/** The result of a change of a file. Only {@link Saved} means that something was changed. */
public sealed interface FileOutcome {
    /**
     * The file is as requested.
     *
     * @param now the file as it is now
     */
    record Saved(AttachmentInfo now) implements FileOutcome {}

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
