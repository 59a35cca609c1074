package dev.gitsync.store.listing;

import java.util.Objects;

/** What became of one write to one page. */
public sealed interface WriteOutcome {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

    /** The wiki has written it, and the next listing shows it. */
    record Done() implements WriteOutcome {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitDone(this);
        }
    }

    /** Nothing was written: the page is not as it was expected to be. */
    record Changed() implements WriteOutcome {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitChanged(this);
        }
    }

    /** Nothing was written: the wiki has a rule against it; {@code reason} is a sentence for the one who pushed. */
    record Refused(String reason) implements WriteOutcome {
        /** Checks that the reason is there. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRefused(this);
        }
    }

    /**
     * Handles each case of {@link WriteOutcome}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles {@link Done}. */
        T visitDone(Done done);

        /** Handles {@link Changed}. */
        T visitChanged(Changed changed);

        /** Handles {@link Refused}. */
        T visitRefused(Refused refused);
    }
}
