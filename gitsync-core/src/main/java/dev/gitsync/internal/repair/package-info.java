/**
 * Rebuilds an index or a ref that is lost, outdated or wrong, from the wiki and the history. Used by cycles and by {@code
 * repair}.
 */
@NullMarked
package dev.gitsync.internal.repair;

import org.jspecify.annotations.NullMarked;
