/** The results of cycles, pushes, verifications and repairs, as values. Returned by {@link dev.gitsync.GitSync}. */
@NullMarked
package dev.gitsync.report;

import org.jspecify.annotations.NullMarked;
