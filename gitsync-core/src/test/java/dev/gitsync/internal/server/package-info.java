@NullMarked
package dev.gitsync.internal.server;

import org.jspecify.annotations.NullMarked;
