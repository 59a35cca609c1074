/**
 * JMH measurements of the engine's inner loops. {@code mvn -B -Pjmh -pl gitsync-core verify} runs them; the normal
 * build only compiles them. They are not in {@code benchmarks}, because they measure internal classes.
 */
@NullMarked
package dev.gitsync.bench;

import org.jspecify.annotations.NullMarked;
