/** Names and files of pages. */
@NullMarked
package dev.gitsync.format;

import org.jspecify.annotations.NullMarked;
