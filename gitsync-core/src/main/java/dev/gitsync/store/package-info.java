/** The seam to the wiki: which spaces there are, what changed, and how a push becomes pages. */
@NullMarked
package dev.gitsync.store;

import org.jspecify.annotations.NullMarked;
