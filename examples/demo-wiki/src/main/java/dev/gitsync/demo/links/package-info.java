/** Who links to what: the links of the texts of pages, what they lead to, and how they follow what moves. */
@NullMarked
package dev.gitsync.demo.links;

import org.jspecify.annotations.NullMarked;
