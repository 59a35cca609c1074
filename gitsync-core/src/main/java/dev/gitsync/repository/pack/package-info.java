/** What a store takes in of a pack that comes from outside, and when it gives up; for those who write a store of repositories. */
@NullMarked
package dev.gitsync.repository.pack;

import org.jspecify.annotations.NullMarked;
