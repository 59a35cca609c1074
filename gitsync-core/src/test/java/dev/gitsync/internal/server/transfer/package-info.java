@NullMarked
package dev.gitsync.internal.server.transfer;

import org.jspecify.annotations.NullMarked;
