/** What the demo asks of gitsync beside the git server. */
@NullMarked
package dev.gitsync.demo.sync;

import org.jspecify.annotations.NullMarked;
