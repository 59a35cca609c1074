/** What can keep the demo from starting. */
@NullMarked
package dev.gitsync.demo.start;

import org.jspecify.annotations.NullMarked;
