/** Labels of pages: in their texts, and in the database. */
@NullMarked
package dev.gitsync.demo.labels;

import org.jspecify.annotations.NullMarked;
