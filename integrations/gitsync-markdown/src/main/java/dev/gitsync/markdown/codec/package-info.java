/** Converts links of Markdown between paths in files and ids in the texts of a wiki: {@link MarkdownLinkCodec}. */
@NullMarked
package dev.gitsync.markdown.codec;

import org.jspecify.annotations.NullMarked;
