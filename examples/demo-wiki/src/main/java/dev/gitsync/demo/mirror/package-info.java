/** The mirrors of the wiki: where they, their states and their secrets are. */
@NullMarked
package dev.gitsync.demo.mirror;

import org.jspecify.annotations.NullMarked;
