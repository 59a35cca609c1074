package dev.gitsync.examples.embedding.markup;

/** A part of a text, {@code [begin, end)}. */
record TextRange(int begin, int end) {
    String of(String text) {
        return text.substring(begin, end);
    }
}
