/** What is remembered of the last operations. */
@NullMarked
package dev.gitsync.internal.inspect;

import org.jspecify.annotations.NullMarked;
