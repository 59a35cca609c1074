/** Tests. */
@NullMarked
package dev.gitsync.examples.jspwiki;

import org.jspecify.annotations.NullMarked;
