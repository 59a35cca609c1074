/** The service: {@link dev.gitsync.GitSync}, its builder and its settings. */
@NullMarked
package dev.gitsync;

import org.jspecify.annotations.NullMarked;
