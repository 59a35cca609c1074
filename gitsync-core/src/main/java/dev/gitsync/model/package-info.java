/** The words of the domain as values: spaces, pages, revisions, tombstones, cursors, people. */
@NullMarked
package dev.gitsync.model;

import org.jspecify.annotations.NullMarked;
