package dev.gitsync.internal.engine;

import dev.gitsync.model.Space;
import dev.gitsync.push.PushProposal;
import dev.gitsync.push.Pusher;
import org.eclipse.jgit.lib.Repository;

/** A push, with all that belongs to it. The repository has its objects already. */
record PushRequest(Space space, Repository repository, Pusher pusher, PushProposal proposal) {}
