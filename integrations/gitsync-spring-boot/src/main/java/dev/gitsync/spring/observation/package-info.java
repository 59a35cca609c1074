/** Observations of Micrometer for requests and pushes, so that traces and metrics name them. */
@NullMarked
package dev.gitsync.spring.observation;

import org.jspecify.annotations.NullMarked;
