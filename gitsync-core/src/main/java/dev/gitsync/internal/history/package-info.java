/** Which commit of a push made what the push changed. */
@NullMarked
package dev.gitsync.internal.history;

import org.jspecify.annotations.NullMarked;
