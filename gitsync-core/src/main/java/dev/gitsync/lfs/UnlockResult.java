package dev.gitsync.lfs;

/** The result of {@link LfsLocks#unlock}. */
public sealed interface UnlockResult {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /** The lock was removed. */
    record Unlocked(LfsLock lock) implements UnlockResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitUnlocked(this);
        }
    }

    /** The lock belongs to another user and remains. */
    record NotOwner(LfsLock lock) implements UnlockResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitNotOwner(this);
        }
    }

    /** There is no such lock. */
    record NotFound() implements UnlockResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitNotFound(this);
        }
    }

    /**
     * Handles each case of {@link UnlockResult}.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Unlocked}. */
        T visitUnlocked(Unlocked unlocked);

        /** Handles {@link NotOwner}. */
        T visitNotOwner(NotOwner notOwner);

        /** Handles {@link NotFound}. */
        T visitNotFound(NotFound notFound);
    }
}
