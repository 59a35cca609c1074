/** Signing in, the account, and tokens for git. */
@NullMarked
package dev.gitsync.demo.web.account;

import org.jspecify.annotations.NullMarked;
