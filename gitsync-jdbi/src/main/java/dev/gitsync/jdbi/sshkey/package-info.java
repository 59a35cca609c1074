/** Public keys for SSH in PostgreSQL. The script in {@code dev/gitsync/jdbi/migration/sshkeys} creates the table. */
@NullMarked
package dev.gitsync.jdbi.sshkey;

import org.jspecify.annotations.NullMarked;
