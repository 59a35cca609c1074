package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.PackLimits;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a repository on disk is opened with.
 *
 * @param pool where its objects may be, and where they go in the end
 * @param published counts the packs that become public through it
 * @param limits what packs that it receives have to keep
 */
public record RepositoryOpening(RepositoryObjectsPool pool, AtomicInteger published, PackLimits limits) {}
