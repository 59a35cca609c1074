package dev.gitsync.format.link;

import java.util.Set;

/**
 * Converts the links of a page, for a wiki whose texts name pages and attachments by id: the file of a page in git contains paths
 * instead, so that people can follow its links. The engine writes the files again whose links lead to something that moved.
 *
 * <p>Implementations are pure functions and safe for use by several threads. Their time is linear in the length of the text, apart from
 * the questions to {@link LinkedFiles}. The contract, tested by {@code dev.gitsync.testkit.LinkCodecContract}:
 *
 * <ol>
 *   <li>For every text of a file, {@link #toFile} of {@link #toWiki} is the same text again, in the same state of the space. A link
 *       that can't be expressed by id stays as it is written.
 *   <li>A link by id survives: after any moves, {@link #toWiki} of {@link #toFile} names the same ids in the same order. This
 *       includes ids of pages that are deleted: their links keep a form with the id.
 *   <li>The result of {@link #toFile} changes only if the path of one of the {@link #targets} changes, or if a file comes or goes
 *       that has one of their names or is a {@linkplain #rivals rival} of one of them.
 * </ol>
 */
public interface LinkCodec {
    /**
     * Returns the text that the wiki stores.
     *
     * @param file the path of the page's file
     * @param text the text of the file
     * @param space the space, with that file
     */
    String toWiki(String file, String text, LinkedFiles space);

    /**
     * Returns the text of the file.
     *
     * @param file the path of the page's file
     * @param text the text that the wiki stores
     * @param space the space, with that file
     */
    String toFile(String file, String text, LinkedFiles space);

    /**
     * Returns what the file of a page depends on.
     *
     * @param file the path of the page's file
     * @param wikiText the text that the wiki stores
     * @param fileText what {@link #toFile} returns for it
     */
    LinkTargets targets(String file, String wikiText, String fileText);

    /**
     * Returns a text without the destinations of its links, so that the text of the wiki and that of the file are the same. It serves
     * to find the file of a page when the index is lost.
     */
    String withoutTargets(String text);

    /** Returns the names under which a link may look for the file at a path. */
    Set<String> names(String file);

    /**
     * Returns the paths, without extension, of the pages from which the file at a path may take away links, or to which it may give them
     * back when it goes: a link {@code guide/} to a page without a file leads to a new {@code guide/README.md}. That of the file itself
     * need not be in it.
     */
    default Set<String> rivals(String file) {
        return Set.of();
    }
}
