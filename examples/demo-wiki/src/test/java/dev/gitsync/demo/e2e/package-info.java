/** The main job, end to end: the real git, a real servlet container, a real PostgreSQL. */
@NullMarked
package dev.gitsync.demo.e2e;

import org.jspecify.annotations.NullMarked;
