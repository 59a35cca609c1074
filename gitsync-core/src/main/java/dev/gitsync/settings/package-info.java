/** The operator's settings: limits, policies and the schedule. Read by the engine when it is built. */
@NullMarked
package dev.gitsync.settings;

import org.jspecify.annotations.NullMarked;
