/** Labels of pages, also called tags, in the texts of pages. */
@NullMarked
package dev.gitsync.format.label;

import org.jspecify.annotations.NullMarked;
