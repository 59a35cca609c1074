/** Pages: read, write, move, delete, their history and what changed. */
@NullMarked
package dev.gitsync.demo.web.page;

import org.jspecify.annotations.NullMarked;
