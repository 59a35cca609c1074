package dev.gitsync.demo.web;

/** Answers one kind of request of someone who has signed in. */
@FunctionalInterface
interface Handler {
    Reply handle(Visit visit);
}
