/** Tests of leases, with a clock moved by hand. */
@NullMarked
package dev.gitsync.lock;

import org.jspecify.annotations.NullMarked;
