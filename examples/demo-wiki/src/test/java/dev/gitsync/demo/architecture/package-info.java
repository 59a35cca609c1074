/** The rules of the house, kept by a test. */
@NullMarked
package dev.gitsync.demo.architecture;

import org.jspecify.annotations.NullMarked;
