/**
 * Markdown for wikis: the title and the links of a text with their positions ({@link MarkdownDocument}), and a page format
 * whose titles come from headings ({@link HeadingTitleFormat}).
 */
@NullMarked
package dev.gitsync.markdown;

import org.jspecify.annotations.NullMarked;
