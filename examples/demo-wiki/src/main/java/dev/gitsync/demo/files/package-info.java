/** The files of pages and spaces: what the wiki does with its attachments, and how their contents are sent safely. */
@NullMarked
package dev.gitsync.demo.files;

import org.jspecify.annotations.NullMarked;
