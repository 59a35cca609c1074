@NullMarked
package dev.gitsync.internal.server.protocol;

import org.jspecify.annotations.NullMarked;
