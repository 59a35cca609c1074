/** Observations of Micrometer for requests and for the steps of the engine, so that traces and timers show them. */
@NullMarked
package dev.gitsync.spring.observation;

import org.jspecify.annotations.NullMarked;
