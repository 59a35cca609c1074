/** Compares two versions of a text, line by line and word by word. */
@NullMarked
package dev.gitsync.demo.diff;

import org.jspecify.annotations.NullMarked;
