/** Wikis that can only list their pages: the store over them, alone and under the engine. */
@NullMarked
package dev.gitsync.listing;

import org.jspecify.annotations.NullMarked;
