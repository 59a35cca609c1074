package dev.gitsync.format.label;

/** The result of editing the labels of a text. */
public sealed interface LabelEditing {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /** The text with the labels. */
    record Edited(String text) implements LabelEditing {
        @Override
        public String toString() {
            return "Edited[" + text.length() + " chars]";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitEdited(this);
        }
    }

    /** The text can't have these labels; {@code reason} is a sentence for the author of the edit. */
    record Refused(String reason) implements LabelEditing {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRefused(this);
        }
    }

    /**
     * Handles each case of {@link LabelEditing}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Edited}. */
        T visitEdited(Edited edited);

        /** Handles {@link Refused}. */
        T visitRefused(Refused refused);
    }
}
