/** The exceptions of gitsync, named by whose fault they are. */
@NullMarked
package dev.gitsync.error;

import org.jspecify.annotations.NullMarked;
