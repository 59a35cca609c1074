/** Labels of pages at the border between the wiki, which has them apart from texts, and the engine, which sees texts alone. */
@NullMarked
package dev.gitsync.internal.labels;

import org.jspecify.annotations.NullMarked;
