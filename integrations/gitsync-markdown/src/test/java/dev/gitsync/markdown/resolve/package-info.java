/** Tests of the resolution of links. */
@NullMarked
package dev.gitsync.markdown.resolve;

import org.jspecify.annotations.NullMarked;
