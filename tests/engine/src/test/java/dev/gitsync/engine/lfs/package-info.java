/** Tests of Git LFS in the engine. */
@NullMarked
package dev.gitsync.engine.lfs;

import org.jspecify.annotations.NullMarked;
