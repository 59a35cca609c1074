package dev.gitsync.format;

import org.jspecify.annotations.Nullable;

/**
 * One key with its value.
 *
 * @param begin where its line begins
 * @param end where the next entry begins
 * @param scalar the value, or null when it is empty or more than one scalar
 */
record FrontMatterEntry(int begin, int end, @Nullable String scalar) {}
