/** What tests change in the engine below the servlet. */
@NullMarked
package dev.gitsync;

import org.jspecify.annotations.NullMarked;
