/** How much of everything a stranger may ask of the servlets. */
@NullMarked
package dev.gitsync.servlet.limits;

import org.jspecify.annotations.NullMarked;
