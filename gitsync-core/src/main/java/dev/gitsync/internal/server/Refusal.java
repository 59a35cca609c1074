package dev.gitsync.internal.server;

/** What the servers of every protocol tell a client whose request they refuse: what happened and what to do, without details of the server. */
public enum Refusal {
    /** The same for a space that is missing, disabled, or forbidden to this user. */
    NOT_FOUND("Repository not found, or you may not read it."),
    SERVER_BUSY("This server is busy. Try again in a few seconds."),
    TOO_MANY_REQUESTS("You have too many requests in progress. Try again in a few seconds."),
    TOO_LARGE("The request exceeds a size limit of this server."),
    TOO_SLOW("The request took too long to arrive. Try again."),
    MALFORMED("The request does not follow the git protocol."),
    SPACE_BUSY("Another process is working on this space. Try again in a few seconds."),
    SPACE_UNAVAILABLE("The space can't catch up with the wiki at the moment. Try again later."),
    /** For an exception that the SPI does not define. A retry would fail again. */
    WIKI_FAILED(
            "The wiki failed while this space was catching up with it. Trying again will not help: tell the operator, whose log has the cause."),
    INTERNAL_ERROR("Internal server error. The log of the server has the cause.");

    private final String message;

    Refusal(String message) {
        this.message = message;
    }

    /** Returns the sentence for the client. */
    public String message() {
        return message;
    }
}
