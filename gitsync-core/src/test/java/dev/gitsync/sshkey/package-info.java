@NullMarked
package dev.gitsync.sshkey;

import org.jspecify.annotations.NullMarked;
