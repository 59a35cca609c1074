package dev.gitsync.examples.springboot.wiki;

/** A rule of the wiki forbids a change. The message is for the user. */
public class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Explains the rule in {@code message}. */
    public RuleException(String message) {
        super(message);
    }
}
