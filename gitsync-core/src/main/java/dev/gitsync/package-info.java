/** The library itself: {@link dev.gitsync.GitSync} and its builder. Embedders and the servlet module start here. */
@NullMarked
package dev.gitsync;

import org.jspecify.annotations.NullMarked;
