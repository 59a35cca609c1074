/** The address of a client and the encryption of its connection, also behind proxies. */
@NullMarked
package dev.gitsync.servlet.connection;

import org.jspecify.annotations.NullMarked;
