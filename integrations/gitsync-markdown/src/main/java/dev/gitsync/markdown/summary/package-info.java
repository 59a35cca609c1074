/** Reads the order of pages from a {@code SUMMARY.md}, as mdBook and GitBook have it: {@link dev.gitsync.markdown.summary.SummaryOrder}. */
@NullMarked
package dev.gitsync.markdown.summary;

import org.jspecify.annotations.NullMarked;
