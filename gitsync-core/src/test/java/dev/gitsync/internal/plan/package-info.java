/** Tests of what is decided about a push. */
@NullMarked
package dev.gitsync.internal.plan;

import org.jspecify.annotations.NullMarked;
