package dev.gitsync.examples.fitnesse;

/** FitNesse can't hold what was pushed; the message is a sentence for the one who pushed. */
final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleException(String sentence) {
        super(sentence);
    }
}
