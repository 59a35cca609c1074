/** The service: {@link dev.gitsync.GitSync} and its builder. */
@NullMarked
package dev.gitsync;

import org.jspecify.annotations.NullMarked;
