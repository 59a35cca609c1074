/**
 * Links between pages in the engine: keeps the {@link dev.gitsync.internal.index.LinkIndex} up to date, and finds the links that a
 * push breaks.
 */
@NullMarked
package dev.gitsync.internal.pagelinks;

import org.jspecify.annotations.NullMarked;
