@NullMarked
package dev.gitsync.examples.springboot.git;

import org.jspecify.annotations.NullMarked;
