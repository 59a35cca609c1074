package dev.gitsync.spring;

import dev.gitsync.access.WikiUser;

/** Decides who may use the operations of gitsync. Safe for use by several threads. */
@FunctionalInterface
public interface GitSyncOperators {
    /** Returns whether the user is an operator now. Called for each request. */
    boolean isOperator(WikiUser user);
}
