/**
 * Links between the pages of a space: the SPI {@link LinkReader} finds the links of a file, for wikis that store links as
 * written; {@link LinkCodec} converts them, for wikis that store links by id. Core knows no markup.
 */
@NullMarked
package dev.gitsync.format.link;

import org.jspecify.annotations.NullMarked;
