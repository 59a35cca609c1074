/**
 * Distinguishes page files from other files, reads and renders them, and compares names for collisions. Used by all packages that
 * handle paths.
 */
@NullMarked
package dev.gitsync.internal.pages;

import org.jspecify.annotations.NullMarked;
