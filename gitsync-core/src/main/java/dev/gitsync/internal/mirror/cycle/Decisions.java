package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;

/** Knows which decision of the operator answers which outcome. */
final class Decisions {
    private Decisions() {}

    /** Returns whether {@code decision} lets a mirror with this outcome go on. */
    static boolean isAskedFor(Outcome outcome, Decision decision) {
        return switch (outcome) {
            case REWOUND, REPLACED, BRANCH_MISSING -> decision == Decision.CONTINUE;
            case UNRELATED -> decision != Decision.CONTINUE;
            default -> false;
        };
    }
}
