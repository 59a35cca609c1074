/** Tests of importing folders. */
@NullMarked
package dev.gitsync.demo.imports;

import org.jspecify.annotations.NullMarked;
