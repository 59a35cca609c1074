/** Refs and threads by themselves. */
@NullMarked
package dev.gitsync.internal.state;

import org.jspecify.annotations.NullMarked;
