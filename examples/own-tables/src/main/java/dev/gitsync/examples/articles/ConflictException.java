package dev.gitsync.examples.articles;

/** Somebody else was faster. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long article;

    /** Names the article that is not as it was. */
    public ConflictException(long article) {
        super("Article " + article + " has changed meanwhile");
        this.article = article;
    }

    /** The article. */
    public long article() {
        return article;
    }
}
