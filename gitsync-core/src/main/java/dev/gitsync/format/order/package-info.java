/**
 * The order of the pages in a folder: as a file {@code .order}, as the Azure DevOps wiki has it, and as numbers in front matter. Pure
 * functions for wikis that show pages in an order; the engine uses none of them.
 */
@NullMarked
package dev.gitsync.format.order;

import org.jspecify.annotations.NullMarked;
