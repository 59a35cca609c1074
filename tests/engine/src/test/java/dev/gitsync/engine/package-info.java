/** The engine on fakes: pulls, pushes, proofs, and what is left after a failure. */
@NullMarked
package dev.gitsync.engine;

import org.jspecify.annotations.NullMarked;
