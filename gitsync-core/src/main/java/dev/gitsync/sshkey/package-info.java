/** Public keys with which users sign in to git over SSH: their form, their storage, and the service that adds and finds them. */
@NullMarked
package dev.gitsync.sshkey;

import org.jspecify.annotations.NullMarked;
