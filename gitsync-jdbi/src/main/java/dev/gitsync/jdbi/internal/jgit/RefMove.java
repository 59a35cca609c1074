package dev.gitsync.jdbi.internal.jgit;

import org.jspecify.annotations.Nullable;

/**
 * The update of one ref.
 *
 * @param name the ref
 * @param from the id that it must have, in hexadecimal, or null if there must be no such ref
 * @param to the new id, or null to delete the ref
 */
public record RefMove(
        String name, @Nullable String from, @Nullable String to) {}
