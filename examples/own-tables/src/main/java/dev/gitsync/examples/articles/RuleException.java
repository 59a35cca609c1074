package dev.gitsync.examples.articles;

/** A rule of the wiki is against a change; the message is for whoever wants it. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the reader. */
    public RuleException(String message) {
        super(message);
    }
}
