/** One push: what is asked before and under the lease, and what its person is told. */
@NullMarked
package dev.gitsync.internal.push;

import org.jspecify.annotations.NullMarked;
