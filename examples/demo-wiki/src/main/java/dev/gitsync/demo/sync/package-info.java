/** Operations, events and progress: what the demo shows of gitsync. */
@NullMarked
package dev.gitsync.demo.sync;

import org.jspecify.annotations.NullMarked;
