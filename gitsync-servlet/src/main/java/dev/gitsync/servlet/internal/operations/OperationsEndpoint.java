package dev.gitsync.servlet.internal.operations;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of URLs of the operations servlet, apart from the health check. */
enum OperationsEndpoint {
    /** {@code /status}. */
    STATUS,
    /** {@code /spaces/{id}}. */
    SPACE,
    /** {@code /spaces/{id}/{operation}}. */
    OPERATION,
    /** {@code /spaces/{id}/mirrors}. */
    MIRRORS,
    /** {@code /spaces/{id}/mirrors/{mirror}}. */
    MIRROR,
    /** {@code /spaces/{id}/mirrors/{mirror}/{operation}}. */
    MIRROR_OPERATION;

    private static final Set<String> SPACE_OPERATIONS = Set.of("sync", "plan", "verify", "repair", "maintain");
    private static final Set<String> MIRROR_OPERATIONS = Set.of("run", "pause", "resume", "decide");
    private static final String SPACES = "spaces";
    private static final String MIRRORS_OF_SPACE = "mirrors";

    /** Returns the kind of a URL; empty if there is no such URL, whatever spaces and mirrors exist. */
    static Optional<OperationsEndpoint> of(List<String> path) {
        if (path.equals(List.of("status"))) {
            return Optional.of(STATUS);
        } else if (path.size() < 2 || !path.get(0).equals(SPACES)) {
            return Optional.empty();
        } else if (path.size() == 2) {
            return Optional.of(SPACE);
        } else if (path.get(2).equals(MIRRORS_OF_SPACE)) {
            return ofMirrors(path);
        }
        boolean isOperation = path.size() == 3 && SPACE_OPERATIONS.contains(path.get(2));
        return isOperation ? Optional.of(OPERATION) : Optional.empty();
    }

    private static Optional<OperationsEndpoint> ofMirrors(List<String> path) {
        boolean isOperation = path.size() == 5 && MIRROR_OPERATIONS.contains(path.get(4));
        return switch (path.size()) {
            case 3 -> Optional.of(MIRRORS);
            case 4 -> Optional.of(MIRROR);
            default -> isOperation ? Optional.of(MIRROR_OPERATION) : Optional.empty();
        };
    }

    /** Returns whether the URL is one that changes or runs something. */
    boolean isOperation() {
        return this == OPERATION || this == MIRROR_OPERATION;
    }

    /** Returns the methods that the URL supports. */
    List<String> methods() {
        return isOperation() ? List.of("POST") : List.of("GET", "HEAD");
    }
}
