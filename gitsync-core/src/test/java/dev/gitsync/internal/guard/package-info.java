/** Tests of the guard in front of deletions. */
@NullMarked
package dev.gitsync.internal.guard;

import org.jspecify.annotations.NullMarked;
