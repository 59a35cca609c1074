/**
 * Links between the pages of a space, for wikis that store them as written: the SPI {@link LinkReader} finds the links of a
 * file. Core knows no markup.
 */
@NullMarked
package dev.gitsync.format.link;

import org.jspecify.annotations.NullMarked;
