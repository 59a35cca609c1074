/** A {@link dev.gitsync.store.PageStore} over services that write one page at a time, in transactions of their own. */
@NullMarked
package dev.gitsync.store.transactional;

import org.jspecify.annotations.NullMarked;
