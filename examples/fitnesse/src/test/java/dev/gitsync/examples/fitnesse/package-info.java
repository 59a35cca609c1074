/** Tests. */
@NullMarked
package dev.gitsync.examples.fitnesse;

import org.jspecify.annotations.NullMarked;
