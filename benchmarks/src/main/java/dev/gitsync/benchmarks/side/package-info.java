/** The two sides: gitsync in Jetty in a JVM of its own, and git's http-backend behind Apache httpd. */
@NullMarked
package dev.gitsync.benchmarks.side;

import org.jspecify.annotations.NullMarked;
