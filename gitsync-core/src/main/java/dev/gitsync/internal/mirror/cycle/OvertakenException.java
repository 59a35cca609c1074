package dev.gitsync.internal.mirror.cycle;

/** Another process ran the same mirror at the same time and saved its state, or the operator paused it. */
final class OvertakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isPaused;

    OvertakenException(boolean isPaused) {
        super(isPaused ? "The mirror was paused" : "Another process runs the mirror");
        this.isPaused = isPaused;
    }

    /** Returns whether the operator paused the mirror. */
    boolean isPaused() {
        return isPaused;
    }
}
