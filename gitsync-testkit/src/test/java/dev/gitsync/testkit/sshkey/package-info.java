@NullMarked
package dev.gitsync.testkit.sshkey;

import org.jspecify.annotations.NullMarked;
