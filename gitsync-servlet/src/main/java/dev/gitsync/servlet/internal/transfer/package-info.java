/** Request bodies and responses, bounded in size, time and transfer rate. */
@NullMarked
package dev.gitsync.servlet.internal.transfer;

import org.jspecify.annotations.NullMarked;
