/** Spaces: the list, one of them, its trash, searching, and which take part in git. */
@NullMarked
package dev.gitsync.demo.web.space;

import org.jspecify.annotations.NullMarked;
