/** A wiki with tables of its own, and the classes that bring gitsync into its transactions. */
@NullMarked
package dev.gitsync.examples.articles;

import org.jspecify.annotations.NullMarked;
