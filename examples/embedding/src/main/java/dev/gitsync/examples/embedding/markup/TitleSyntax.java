package dev.gitsync.examples.embedding.markup;

import java.util.Optional;

/** How a markup writes titles. Pure functions. */
interface TitleSyntax {
    /** Returns the extension of files. */
    String extension();

    /** Returns where the title of a document stands, if it has a heading for it. */
    Optional<TextRange> heading(String text);

    /** Returns the lines of a heading with a title, to be put before a text. */
    String newHeading(String title);

    /** Returns what is before and behind a quoted title on the first line, which readers of the document do not see. */
    Note note();

    /** The frame of a quoted title. */
    record Note(String before, String after) {}
}
