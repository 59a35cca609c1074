/**
 * Page formats and link readers beyond Markdown, as examples of what a wiki with another markup brings: AsciiDoc and XWiki 2.1. They know
 * titles and links, and nothing else.
 */
@NullMarked
package dev.gitsync.examples.embedding.markup;

import org.jspecify.annotations.NullMarked;
