/** A push that is still coming in. */
@NullMarked
package dev.gitsync.internal.transport;

import org.jspecify.annotations.NullMarked;
