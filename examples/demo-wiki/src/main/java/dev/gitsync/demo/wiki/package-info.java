/** The wiki itself: its pages, who may see them, and how they are edited. */
@NullMarked
package dev.gitsync.demo.wiki;

import org.jspecify.annotations.NullMarked;
