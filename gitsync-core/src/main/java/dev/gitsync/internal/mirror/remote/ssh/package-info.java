/** Git over SSH. The only package that uses {@code org.eclipse.jgit.ssh.apache}, which need not be on the class path. */
@NullMarked
package dev.gitsync.internal.mirror.remote.ssh;

import org.jspecify.annotations.NullMarked;
