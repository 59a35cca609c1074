@NullMarked
package dev.gitsync.internal.mirror.remote;

import org.jspecify.annotations.NullMarked;
