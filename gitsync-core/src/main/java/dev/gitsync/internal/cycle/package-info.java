/** One cycle of a space: finish what was begun, pull, bring both sides together; with a lease, or for a reader without one. */
@NullMarked
package dev.gitsync.internal.cycle;

import org.jspecify.annotations.NullMarked;
