/**
 * Checks and orders plans for every {@link dev.gitsync.store.PageStore}: which plans may be applied, and in which order of
 * steps.
 */
@NullMarked
package dev.gitsync.store.plan;

import org.jspecify.annotations.NullMarked;
