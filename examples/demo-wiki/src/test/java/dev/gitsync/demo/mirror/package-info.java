@NullMarked
package dev.gitsync.demo.mirror;

import org.jspecify.annotations.NullMarked;
