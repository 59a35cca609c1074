/** Health of the wiki, for the operations servlet and for the health checks of an application. */
@NullMarked
package dev.gitsync.servlet.health;

import org.jspecify.annotations.NullMarked;
