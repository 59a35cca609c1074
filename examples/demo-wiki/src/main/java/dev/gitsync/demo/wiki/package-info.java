/** The wiki itself: what one can do with its pages. */
@NullMarked
package dev.gitsync.demo.wiki;

import org.jspecify.annotations.NullMarked;
