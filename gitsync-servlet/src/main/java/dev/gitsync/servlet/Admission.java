package dev.gitsync.servlet;

/** What the {@link Gatekeeper} decided. Without a match method, because what follows throws what lambdas may not. */
sealed interface Admission {
    /** The request may go on. */
    record Admitted(Grant grant) implements Admission {}

    /** The request ends here, with this answer. */
    record Refused(Answer answer) implements Admission {}
}
