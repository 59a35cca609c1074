/** Contracts for wikis with labels. */
@NullMarked
package dev.gitsync.testkit.label;

import org.jspecify.annotations.NullMarked;
