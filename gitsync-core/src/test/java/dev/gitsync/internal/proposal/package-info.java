/** Whether a push can be taken. */
@NullMarked
package dev.gitsync.internal.proposal;

import org.jspecify.annotations.NullMarked;
