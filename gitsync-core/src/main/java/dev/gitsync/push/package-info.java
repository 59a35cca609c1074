/**
 * The interfaces and values around a push for embedders: validation, permission, interception, and events. Called by the
 * engine.
 */
@NullMarked
package dev.gitsync.push;

import org.jspecify.annotations.NullMarked;
