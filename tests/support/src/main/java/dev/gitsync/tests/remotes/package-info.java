/** Remotes of mirrors for tests: repositories of the same process, reached without a transport. */
@NullMarked
package dev.gitsync.tests.remotes;

import org.jspecify.annotations.NullMarked;
