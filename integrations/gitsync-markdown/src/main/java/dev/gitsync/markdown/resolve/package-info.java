/**
 * Finds what the links of a page lead to, by rules set per space: {@link LinkResolver}. The wiki says what exists through
 * {@link dev.gitsync.format.link.SpaceFiles}.
 */
@NullMarked
package dev.gitsync.markdown.resolve;

import org.jspecify.annotations.NullMarked;
