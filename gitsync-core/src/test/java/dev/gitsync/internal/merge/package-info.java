/** Tests of merging as objects. */
@NullMarked
package dev.gitsync.internal.merge;

import org.jspecify.annotations.NullMarked;
