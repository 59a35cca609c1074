package dev.gitsync.demo.imports;

/** A folder can't be imported; the message is a sentence that says why. */
final class ImportFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImportFailure(String sentence) {
        super(sentence);
    }
}
