package dev.gitsync.examples.articles;

/** A rule of the wiki forbids a change. The message is for the author of the change. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Explains the rule in {@code message}. */
    public RuleException(String message) {
        super(message);
    }
}
