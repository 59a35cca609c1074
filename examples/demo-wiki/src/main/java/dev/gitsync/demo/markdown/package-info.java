/** Markdown as people write it, and HTML that is safe to send. */
@NullMarked
package dev.gitsync.demo.markdown;

import org.jspecify.annotations.NullMarked;
