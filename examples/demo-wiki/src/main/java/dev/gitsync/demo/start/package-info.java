/** Reasons why the demo can't start. */
@NullMarked
package dev.gitsync.demo.start;

import org.jspecify.annotations.NullMarked;
