package dev.gitsync.demo.diff;

/**
 * A part of a line.
 *
 * @param changed whether the other side has something else here
 */
public record Span(String text, boolean changed) {}
