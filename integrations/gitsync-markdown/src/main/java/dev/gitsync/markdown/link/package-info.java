/** The links of a Markdown text as values: their kinds, destinations and positions. */
@NullMarked
package dev.gitsync.markdown.link;

import org.jspecify.annotations.NullMarked;
