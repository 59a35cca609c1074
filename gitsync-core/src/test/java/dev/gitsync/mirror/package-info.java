/** Tests of the types of mirrors. */
@NullMarked
package dev.gitsync.mirror;

import org.jspecify.annotations.NullMarked;
