package dev.gitsync.markdown.move;

import dev.gitsync.markdown.resolve.TreePaths;

/**
 * The move of a file, or of a folder with all that is in it.
 *
 * @param from the old path
 * @param to the new path
 */
public record PathMove(String from, String to) {
    /**
     * Checks the move.
     *
     * @throws IllegalArgumentException if a path is empty
     */
    public PathMove {
        if (from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException("The root of a space does not move.");
        }
    }

    boolean moves(String path) {
        return TreePaths.isWithin(from, path);
    }

    String after(String path) {
        return to + path.substring(from.length());
    }

    PathMove back() {
        return new PathMove(to, from);
    }
}
