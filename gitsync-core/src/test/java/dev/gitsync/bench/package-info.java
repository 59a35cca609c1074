/**
 * JMH measurements of the engine's inner loops; {@code mvn -B -Pjmh -pl gitsync-core verify} runs them, the normal build only
 * compiles them. They stand here and not in {@code benchmarks} because what they measure is nobody else's business.
 */
@NullMarked
package dev.gitsync.bench;

import org.jspecify.annotations.NullMarked;
