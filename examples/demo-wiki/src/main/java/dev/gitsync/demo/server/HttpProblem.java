package dev.gitsync.demo.server;

/** A request can't be answered as it was meant; the message is a sentence for whoever sent it. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Answers with this HTTP status and sentence. */
    public HttpProblem(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** What is not there, and what one may not see, look the same. */
    public static HttpProblem notFound() {
        return new HttpProblem(404, "There is nothing here.");
    }

    /** One may look but not touch. */
    public static HttpProblem readOnly() {
        return new HttpProblem(403, "You may read this space, but not change it.");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
