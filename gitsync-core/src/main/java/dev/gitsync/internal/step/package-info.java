/** Reports the steps of the engine to the observer of the application. */
@NullMarked
package dev.gitsync.internal.step;

import org.jspecify.annotations.NullMarked;
