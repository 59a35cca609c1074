/**
 * The state that the steps of a cycle share: refs, index, edited tree, fence, and the journal of a push. Used by all packages
 * that run under the lease.
 */
@NullMarked
package dev.gitsync.internal.state;

import org.jspecify.annotations.NullMarked;
