package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.internal.mirror.RemoteRepository.Heads;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Collects the branches among the refs of a remote, of which there may be 200,000 refs. Not safe for use by several threads. */
final class AdvertisedRefs {
    private static final int MAX_REFS = 200_000;
    private static final int MAX_CHARS = 32 << 20;

    private final String host;
    private final Map<String, ObjectId> branches = new HashMap<>();
    private Optional<String> head = Optional.empty();
    private int count;
    private int chars;

    AdvertisedRefs(String host) {
        this.host = host;
    }

    /** Adds a ref; keeps branches only. */
    void add(String id, String name) throws IOException {
        count++;
        chars += name.length();
        if (count > MAX_REFS || chars > MAX_CHARS) {
            throw new WireException(
                    Outcome.TOO_LARGE,
                    "The remote at " + host + " has more than " + MAX_REFS
                            + " refs, or very long ones, which is the limit of gitsync. Delete branches or tags there.");
        }
        ObjectId at = id(id);
        if (name.startsWith(Constants.R_HEADS) && Repository.isValidRefName(name)) {
            branches.put(name.substring(Constants.R_HEADS.length()), at);
        }
    }

    private static ObjectId id(String text) throws IOException {
        try {
            return ObjectId.fromString(text);
        } catch (InvalidObjectIdException e) {
            throw new ProtocolException("an advertised ref has an invalid id");
        }
    }

    /** Sets the full name of the ref that {@code HEAD} points to; ignored unless it is a branch. */
    void head(String target) {
        if (target.startsWith(Constants.R_HEADS) && Repository.isValidRefName(target)) {
            head = Optional.of(target.substring(Constants.R_HEADS.length()));
        }
    }

    /** Returns the branches that were added. */
    Heads heads() {
        return new Heads(branches, head);
    }
}
