/** Looks at a space and changes nothing: the proof, the plan of a cycle, the status. */
@NullMarked
package dev.gitsync.internal.inspect;

import org.jspecify.annotations.NullMarked;
