package dev.gitsync.format.link;

import java.util.Optional;

/**
 * One link of a page to something in its space.
 *
 * @param written the link as the author wrote it, for messages: {@code ../setup.md#linux} or {@code [[Setup]]}
 * @param line the line of the file in which it stands, from 1
 * @param target the path of the file or folder to which it leads; empty if it leads nowhere
 */
public record TextLink(String written, int line, Optional<String> target) {
    /** Omits the text of the page. */
    @Override
    public String toString() {
        return "TextLink[line " + line + (target.isPresent() ? "]" : ", leads nowhere]");
    }
}
