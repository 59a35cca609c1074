/**
 * Decides which symbolic links and submodules {@code main} may contain without risk to a clone. Used by the checks of a push and by
 * placement.
 */
@NullMarked
package dev.gitsync.internal.links;

import org.jspecify.annotations.NullMarked;
