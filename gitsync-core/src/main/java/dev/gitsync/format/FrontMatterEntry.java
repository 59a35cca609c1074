package dev.gitsync.format;

import org.jspecify.annotations.Nullable;

/**
 * One key of a {@link FrontMatter} block with its value.
 *
 * @param begin the position of its line
 * @param end the position of the next entry
 * @param scalar the value, or null if it is empty or more than one scalar
 */
public record FrontMatterEntry(int begin, int end, @Nullable String scalar) {}
