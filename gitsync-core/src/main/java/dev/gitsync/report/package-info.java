/** What a cycle, a push or a verification did, as values. */
@NullMarked
package dev.gitsync.report;

import org.jspecify.annotations.NullMarked;
