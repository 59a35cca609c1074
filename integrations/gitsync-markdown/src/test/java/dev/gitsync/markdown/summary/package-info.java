/** Tests of the order of pages in a {@code SUMMARY.md}. */
@NullMarked
package dev.gitsync.markdown.summary;

import org.jspecify.annotations.NullMarked;
