/** How a page is written as a file, and how the file is called. */
@NullMarked
package dev.gitsync.format;

import org.jspecify.annotations.NullMarked;
