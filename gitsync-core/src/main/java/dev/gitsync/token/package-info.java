/** Personal access tokens: secrets that stand for a user in git, for some spaces and some time, instead of a password. */
@NullMarked
package dev.gitsync.token;

import org.jspecify.annotations.NullMarked;
