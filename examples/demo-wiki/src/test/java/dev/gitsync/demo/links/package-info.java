/** Tests of the links between pages. */
@NullMarked
package dev.gitsync.demo.links;

import org.jspecify.annotations.NullMarked;
