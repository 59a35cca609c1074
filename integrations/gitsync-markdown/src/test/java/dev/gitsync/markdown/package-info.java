/** Tests of the module. */
@NullMarked
package dev.gitsync.markdown;

import org.jspecify.annotations.NullMarked;
