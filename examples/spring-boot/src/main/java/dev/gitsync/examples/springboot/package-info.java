/** An application of Spring Boot with a wiki, to which gitsync was added. {@code README.md} walks through what was added. */
@NullMarked
package dev.gitsync.examples.springboot;

import org.jspecify.annotations.NullMarked;
