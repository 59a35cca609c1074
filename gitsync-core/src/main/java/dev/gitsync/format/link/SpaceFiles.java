package dev.gitsync.format.link;

import java.util.Collection;

/**
 * What exists in a space: the files of its repository, as paths from its root with {@code /} between the names. The file of a
 * page has the extension of the space's page format; all other files are attachments.
 */
public interface SpaceFiles {
    /** Returns whether there is a file with exactly this path. */
    boolean isFile(String path);

    /** Returns whether there is a folder with exactly this path; the root is {@code ""}. */
    boolean isFolder(String path);

    /** Returns the paths of the files whose last name is {@code name}, ignoring case ({@code Locale.ROOT}). */
    Collection<String> filesNamed(String name);

    /** Returns the paths of the folders whose last name is {@code name}, ignoring case. */
    Collection<String> foldersNamed(String name);
}
