package dev.gitsync.demo.web.frame;

/** Answers one kind of request of someone who has signed in. */
@FunctionalInterface
public interface Handler {
    /** The answer. */
    Reply handle(Visit visit);
}
