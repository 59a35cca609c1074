@NullMarked
package dev.gitsync.jdbi.sshkey;

import org.jspecify.annotations.NullMarked;
