package dev.gitsync.examples.jspwiki;

/** JSPWiki can't store what was pushed. The message is a sentence for the author of the push. */
final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleException(String sentence) {
        super(sentence);
    }
}
