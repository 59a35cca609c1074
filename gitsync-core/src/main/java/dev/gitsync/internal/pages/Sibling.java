package dev.gitsync.internal.pages;

import dev.gitsync.internal.tree.Paths;
import java.util.Optional;

/**
 * One entry of a folder, in the form that {@link SiblingNames} compares.
 *
 * @param folder the path of the folder
 * @param name the whole name, extension included
 * @param isFolder whether it is a folder
 * @param page the name of the page that has this file or folder; empty for every other file, for hidden entries, and for
 *     the file of the page to which the folder belongs
 */
public record Sibling(String folder, String name, boolean isFolder, Optional<String> page) {
    /** Returns the path to display; that of a folder ends with a slash. */
    public String shown() {
        return Paths.shown(Paths.join(folder, name)) + (isFolder ? "/" : "");
    }
}
