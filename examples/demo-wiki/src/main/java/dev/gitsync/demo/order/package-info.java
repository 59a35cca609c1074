/** The order of pages in the tree: files called {@code .order}, read, cached and kept right with every change of a page. */
@NullMarked
package dev.gitsync.demo.order;

import org.jspecify.annotations.NullMarked;
