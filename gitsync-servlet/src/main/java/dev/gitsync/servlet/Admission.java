package dev.gitsync.servlet;

/** What the {@link Gatekeeper} decided. Without a match method, because what follows throws what lambdas may not. */
sealed interface Admission {
    /** The request may go on. */
    record Admitted(Grant grant) implements Admission {}

    /** The request ends here, with this answer. */
    record Refused(Answer answer) implements Admission {}

    /** The request ends here, and git is told so in its own protocol, since it would show nothing of an HTTP error here. */
    record FetchRefused(Answer answer) implements Admission {}
}
