/**
 * Reads the links of a text. commonmark-java finds the blocks; {@code InlineScanner} finds the links in the text of a block,
 * with their positions and in linear time. Not an API.
 */
@NullMarked
package dev.gitsync.markdown.internal;

import org.jspecify.annotations.NullMarked;
