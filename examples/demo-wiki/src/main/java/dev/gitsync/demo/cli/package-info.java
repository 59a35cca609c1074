/** The command line: options, exit codes, one sentence for everything that can go wrong. */
@NullMarked
package dev.gitsync.demo.cli;

import org.jspecify.annotations.NullMarked;
