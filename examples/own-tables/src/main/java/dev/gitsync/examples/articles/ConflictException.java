package dev.gitsync.examples.articles;

/** Another edit of the article was saved first. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long article;

    /** Names the article. */
    public ConflictException(long article) {
        super("Article " + article + " has changed meanwhile");
        this.article = article;
    }

    /** The article. */
    public long article() {
        return article;
    }
}
