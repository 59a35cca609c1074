/** Which page a file is. */
@NullMarked
package dev.gitsync.internal.identity;

import org.jspecify.annotations.NullMarked;
