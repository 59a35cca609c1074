/** A {@link dev.gitsync.store.PageStore} over services that write one page at a time, in the wiki's transactions. */
@NullMarked
package dev.gitsync.store.transactional;

import org.jspecify.annotations.NullMarked;
