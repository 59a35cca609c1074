package dev.gitsync.demo.api;

/** Answers one kind of request. */
@FunctionalInterface
interface ApiHandler {
    ApiReply handle(ApiCall call);
}
