/** Git over SSH in an application of Spring Boot, with gitsync-ssh on the class path. */
@NullMarked
package dev.gitsync.spring.ssh;

import org.jspecify.annotations.NullMarked;
