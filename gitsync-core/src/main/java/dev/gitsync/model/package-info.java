/**
 * The values of the domain: spaces, pages, revisions, tombstones, cursors and people. Every other package uses them.
 */
@NullMarked
package dev.gitsync.model;

import org.jspecify.annotations.NullMarked;
