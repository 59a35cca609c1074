/** Limits how many pages one change may delete. Used before a plan is committed and by repair. */
@NullMarked
package dev.gitsync.internal.guard;

import org.jspecify.annotations.NullMarked;
