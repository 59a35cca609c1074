/** A wiki that keeps its articles in tables of its own, and what it takes to bring gitsync into its transactions. */
@NullMarked
package dev.gitsync.examples.articles;

import org.jspecify.annotations.NullMarked;
