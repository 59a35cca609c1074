/** What the demo asks of gitsync beside the git server, and what it is told. */
@NullMarked
package dev.gitsync.demo.sync;

import org.jspecify.annotations.NullMarked;
