/** Rules for the code of all modules and for the documents, kept by tests. */
@NullMarked
package dev.gitsync.architecture;

import org.jspecify.annotations.NullMarked;
