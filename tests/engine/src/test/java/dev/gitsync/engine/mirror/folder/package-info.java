@NullMarked
package dev.gitsync.engine.mirror.folder;

import org.jspecify.annotations.NullMarked;
