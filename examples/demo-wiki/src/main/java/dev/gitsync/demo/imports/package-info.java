/** Fills a space from a folder of files. */
@NullMarked
package dev.gitsync.demo.imports;

import org.jspecify.annotations.NullMarked;
