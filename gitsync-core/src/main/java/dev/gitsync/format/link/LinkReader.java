package dev.gitsync.format.link;

import java.util.List;

/**
 * Finds the links of a page. With a reader, the engine knows which pages link to which, and the receipt of a push names the
 * links that it breaks. Implementations are pure functions and safe for use by several threads: the result depends on the
 * file, the text, and the answers of {@code files}.
 */
public interface LinkReader {
    /**
     * Returns the links of a page to files and folders of its space, in the order of their lines. Links to other places and
     * links within the page are not in it. The time is linear in the length of the text.
     *
     * @param file the path of the page's file, for example {@code guide/setup.md}
     * @param text the content of the file
     * @param files what exists in the space
     */
    List<TextLink> links(String file, String text, SpaceFiles files);
}
