@NullMarked
package dev.gitsync.internal.mirror.remote.protocol;

import org.jspecify.annotations.NullMarked;
