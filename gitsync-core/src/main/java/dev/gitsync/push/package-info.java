/**
 * What an embedder implements or receives around a push: validation, permission, interception, and events. Called by the
 * engine.
 */
@NullMarked
package dev.gitsync.push;

import org.jspecify.annotations.NullMarked;
