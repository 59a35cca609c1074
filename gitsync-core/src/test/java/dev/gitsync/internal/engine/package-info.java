/** Trees against what git itself would make of them. */
@NullMarked
package dev.gitsync.internal.engine;

import org.jspecify.annotations.NullMarked;
