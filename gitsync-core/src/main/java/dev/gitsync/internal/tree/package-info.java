/** Git trees, edited and compared in memory. */
@NullMarked
package dev.gitsync.internal.tree;

import org.jspecify.annotations.NullMarked;
