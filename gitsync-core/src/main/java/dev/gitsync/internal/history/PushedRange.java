package dev.gitsync.internal.history;

import org.eclipse.jgit.lib.ObjectId;

/**
 * The commits of a push.
 *
 * @param before what {@code main} was; neither it nor its ancestors are of the push. The zero id if there was none
 * @param newest the newest commit of the push
 * @param target the commit to which {@code main} moves with them, by which the push is known afterwards
 */
public record PushedRange(ObjectId before, ObjectId newest, ObjectId target) {}
