/** Which page a file is: through the commits of a push, then between two trees, by content. */
@NullMarked
package dev.gitsync.internal.identity;

import org.jspecify.annotations.NullMarked;
