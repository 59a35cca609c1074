package dev.gitsync.demo.wiki;

import dev.gitsync.demo.account.Account;

/**
 * Who edits a page, and what they saw of it.
 *
 * @param expectedVersion the version that the author saw; 0 for a new page
 * @param message what the author says about the edit, or empty
 */
public record Edit(Account author, long expectedVersion, String message) {}
