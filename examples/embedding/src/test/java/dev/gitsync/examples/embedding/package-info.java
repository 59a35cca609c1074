/** The notes under test. */
@NullMarked
package dev.gitsync.examples.embedding;

import org.jspecify.annotations.NullMarked;
