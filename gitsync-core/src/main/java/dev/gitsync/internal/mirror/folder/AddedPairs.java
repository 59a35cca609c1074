package dev.gitsync.internal.mirror.folder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Pairs in memory on top of others: of a branch beside the mirrored one, or of commits that the remote does not have yet. */
final class AddedPairs implements CommitPairs {
    private final CommitPairs below;
    private final List<Translation> added = new ArrayList<>();
    private final Map<ObjectId, ObjectId> wikiByRemote = new HashMap<>();
    private final Map<ObjectId, ObjectId> remoteByWiki = new HashMap<>();

    AddedPairs(CommitPairs below) {
        this.below = below;
    }

    @Override
    public Optional<ObjectId> wiki(ObjectId remote) throws IOException {
        ObjectId added = wikiByRemote.get(remote);
        return added == null ? below.wiki(remote) : Optional.of(added);
    }

    @Override
    public Optional<ObjectId> remote(ObjectId wiki) throws IOException {
        ObjectId added = remoteByWiki.get(wiki);
        return added == null ? below.remote(wiki) : Optional.of(added);
    }

    @Override
    public void put(Translation translation) {
        added.add(translation);
        wikiByRemote.put(translation.remote(), translation.wiki());
        if (translation.isOwn()) {
            remoteByWiki.putIfAbsent(translation.wiki(), translation.remote());
        }
    }

    /** Adds these pairs to the others. */
    void addTo(CommitPairs others) throws IOException {
        for (Translation translation : added) {
            others.put(translation);
        }
    }
}
