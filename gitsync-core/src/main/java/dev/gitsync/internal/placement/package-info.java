/** Where the file of a page goes: names that are free, folders, and what lies beside them. */
@NullMarked
package dev.gitsync.internal.placement;

import org.jspecify.annotations.NullMarked;
