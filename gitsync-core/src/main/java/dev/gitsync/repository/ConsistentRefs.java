package dev.gitsync.repository;

/**
 * A {@link org.eclipse.jgit.lib.RefDatabase} implements this if {@code exactRef(String...)} answers as of one moment: refs
 * that are moved together are all seen before the move or all after it. JGit's own read one ref after the other; what they
 * answer is asked for twice.
 */
public interface ConsistentRefs {}
