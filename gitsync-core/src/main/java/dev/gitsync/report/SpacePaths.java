package dev.gitsync.report;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Optional;

/**
 * The paths of the pages and attachments of a space, as of the last cycle: see {@link dev.gitsync.GitSync#withSpacePaths}. Not safe for use by
 * several threads.
 */
public interface SpacePaths {
    /**
     * Returns the path of the file of a page or an attachment. For a page without a file, the path is that of its folder, with a slash
     * at the end.
     */
    Optional<String> path(PageId id);

    /** Returns the page that has this file or, if the path ends with a slash, the page without a file that has this folder. */
    Optional<PageId> page(String path);

    /** Returns the attachment that has this file. */
    Optional<PageId> attachment(String path);

    /**
     * Returns what would move in git if the wiki gave a live page this title and parent: its file, its folder, and rarely a page above
     * it that has to make room. Nothing is changed. If other changes of the wiki come in between, the result may differ.
     */
    List<Move> moves(Page after);

    /** Returns what would move in git if the wiki gave a live attachment this name and page. Nothing is changed. */
    List<Move> moves(Attachment after);

    /**
     * The move of a file, or of a folder with all that is in it.
     *
     * @param from the path before
     * @param to the path after
     */
    record Move(String from, String to) {}
}
