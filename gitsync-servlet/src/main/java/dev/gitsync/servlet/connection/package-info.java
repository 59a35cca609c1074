/** Who is at the other end of a connection, and whether anybody can listen in. */
@NullMarked
package dev.gitsync.servlet.connection;

import org.jspecify.annotations.NullMarked;
