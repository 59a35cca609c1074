/** Input of attackers, as a contract that every server of gitsync runs. */
@NullMarked
package dev.gitsync.tests.hostile;

import org.jspecify.annotations.NullMarked;
