package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.index.RecordTrie;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** The pairs of all commits of the remote's branch, in two tries; looking up or adding one reads O(log n) objects. */
final class StoredPairs implements CommitPairs {
    private static final String WIKI = "wiki";
    private static final String REMOTE = "remote";

    private final RecordTrie wikiByRemote;
    private final RecordTrie remoteByWiki;

    /** Opens the pairs that {@link #write} has returned; none for an empty map. */
    StoredPairs(ObjectReader reader, Map<String, TreeItem> stored) {
        wikiByRemote = new RecordTrie(reader, stored.get(WIKI));
        remoteByWiki = new RecordTrie(reader, stored.get(REMOTE));
    }

    @Override
    public Optional<ObjectId> wiki(ObjectId remote) throws IOException {
        return wikiByRemote.get(remote.name()).map(StoredPairs::id);
    }

    @Override
    public Optional<ObjectId> remote(ObjectId wiki) throws IOException {
        return remoteByWiki.get(wiki.name()).map(StoredPairs::id);
    }

    private static ObjectId id(List<String> fields) {
        return fields.isEmpty() ? ObjectId.zeroId() : ObjectId.fromString(fields.get(0));
    }

    @Override
    public void put(Translation translation) throws IOException {
        ObjectId wiki = translation.wiki();
        boolean isNothing = wiki.equals(ObjectId.zeroId());
        wikiByRemote.put(translation.remote().name(), isNothing ? List.of() : List.of(wiki.name()));
        if (translation.isOwn() && remoteByWiki.get(wiki.name()).isEmpty()) {
            remoteByWiki.put(wiki.name(), List.of(translation.remote().name()));
        }
    }

    /** Inserts what is new, and returns the entries to store. */
    Map<String, TreeItem> write(HintedInserter inserter) throws IOException {
        Map<String, TreeItem> items = new HashMap<>();
        add(items, WIKI, wikiByRemote.write(inserter));
        add(items, REMOTE, remoteByWiki.write(inserter));
        return items;
    }

    private static void add(Map<String, TreeItem> items, String name, @Nullable TreeItem item) {
        if (item != null) {
            items.put(name, item);
        }
    }
}
