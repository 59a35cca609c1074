/** Describes settings: the names, default, range and meaning of each, and how it is read from the environment or properties. */
@NullMarked
package dev.gitsync.settings.descriptor;

import org.jspecify.annotations.NullMarked;
