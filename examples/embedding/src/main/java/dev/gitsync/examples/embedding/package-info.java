/** A wiki of notes as it might have been before gitsync, and the four classes that put gitsync into it. */
@NullMarked
package dev.gitsync.examples.embedding;

import org.jspecify.annotations.NullMarked;
