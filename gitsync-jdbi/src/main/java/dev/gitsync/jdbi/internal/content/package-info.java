/** The contents of attachments: written in chunks, read in chunks or from git, and deleted when they are no longer needed. */
@NullMarked
package dev.gitsync.jdbi.internal.content;

import org.jspecify.annotations.NullMarked;
