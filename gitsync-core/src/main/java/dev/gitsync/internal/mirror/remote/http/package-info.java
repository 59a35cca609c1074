/**
 * Git's smart HTTP over connections of {@code wire}. The JDK's clients are not used: they would send cookies and credentials of the
 * embedding application, use its proxies, retry requests, and look up a host once more after its address was checked.
 */
@NullMarked
package dev.gitsync.internal.mirror.remote.http;

import org.jspecify.annotations.NullMarked;
