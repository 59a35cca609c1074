/**
 * Personal access tokens: secrets that represent a user in git instead of a password, limited to some spaces and a lifetime.
 */
@NullMarked
package dev.gitsync.token;

import org.jspecify.annotations.NullMarked;
