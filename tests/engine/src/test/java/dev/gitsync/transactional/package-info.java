/** The store over services that write one page at a time. */
@NullMarked
package dev.gitsync.transactional;

import org.jspecify.annotations.NullMarked;
