/** Tests of the rules of pages. */
@NullMarked
package dev.gitsync.demo.wiki;

import org.jspecify.annotations.NullMarked;
