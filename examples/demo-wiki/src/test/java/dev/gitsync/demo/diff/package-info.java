/** Tests of comparing texts. */
@NullMarked
package dev.gitsync.demo.diff;

import org.jspecify.annotations.NullMarked;
