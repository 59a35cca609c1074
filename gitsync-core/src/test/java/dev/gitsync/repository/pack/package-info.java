@NullMarked
package dev.gitsync.repository.pack;

import org.jspecify.annotations.NullMarked;
