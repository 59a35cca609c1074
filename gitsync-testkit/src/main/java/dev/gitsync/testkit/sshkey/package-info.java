/** The contract of stores of public keys. */
@NullMarked
package dev.gitsync.testkit.sshkey;

import org.jspecify.annotations.NullMarked;
