/** The seam that keeps two cycles of one space from wasting each other's work. */
@NullMarked
package dev.gitsync.lock;

import org.jspecify.annotations.NullMarked;
