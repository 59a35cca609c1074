package dev.gitsync.jdbi.internal.jgit;

import org.jspecify.annotations.Nullable;

/**
 * One ref's step.
 *
 * @param name the ref
 * @param from the id that it must have, in hexadecimal, or null if there must be no such ref
 * @param to the id that it has afterwards, or null if it goes
 */
public record RefMove(
        String name, @Nullable String from, @Nullable String to) {}
