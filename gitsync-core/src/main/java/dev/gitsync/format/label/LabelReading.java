package dev.gitsync.format.label;

import java.util.List;

/** The result of reading the labels of a text. */
public sealed interface LabelReading {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /** The labels as they are written, each once; none if the text has no entry for labels. */
    record Found(List<String> labels) implements LabelReading {
        /** Copies the labels. */
        public Found {
            labels = List.copyOf(labels);
        }

        @Override
        public String toString() {
            return "Found[" + labels.size() + " labels]";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitFound(this);
        }
    }

    /** The text has labels in a form that can't be read; {@code reason} is a sentence for its author. */
    record Unreadable(String reason) implements LabelReading {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitUnreadable(this);
        }
    }

    /**
     * Handles each case of {@link LabelReading}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Found}. */
        T visitFound(Found found);

        /** Handles {@link Unreadable}. */
        T visitUnreadable(Unreadable unreadable);
    }
}
