package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.PackLimits;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The parameters for opening a repository on disk.
 *
 * @param pool the pool that its objects are taken from and returned to
 * @param published counts the packs that are published through the repository
 * @param limits the limits for packs that it receives
 */
public record RepositoryOpening(RepositoryObjectsPool pool, AtomicInteger published, PackLimits limits) {}
