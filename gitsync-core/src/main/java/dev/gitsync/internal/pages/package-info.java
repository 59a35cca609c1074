/** Pages as files: what is a page file, how it is read and written. */
@NullMarked
package dev.gitsync.internal.pages;

import org.jspecify.annotations.NullMarked;
