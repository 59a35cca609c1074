@NullMarked
package dev.gitsync.engine.mirror;

import org.jspecify.annotations.NullMarked;
