package dev.gitsync.internal.index;

import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Sets of page ids, one for each of many owner pages, stored in a trie with a record for each member: adding a member
 * costs the same whatever the size of the set. A key is found by the first {@value #OWNER_DIGITS} digits of the owner's
 * SHA-256 and then by the member's, so that the members of one owner are stored together. Not safe for use by several
 * threads.
 */
final class IdSets {
    private static final int OWNER_DIGITS = 6;
    private static final int OWNER_BYTES = OWNER_DIGITS / 2;
    /** The separator, which no page id contains. */
    private static final char BETWEEN = ' ';

    private final TrieSource source;
    private final TrieNode root;

    IdSets(ObjectReader reader, @Nullable TreeItem stored) {
        this.source = new TrieSource(reader, IdSets::digits);
        this.root = new TrieNode(stored);
    }

    void add(String owner, String member) throws IOException {
        String key = owner + BETWEEN + member;
        if (Records.find(root.bucket(source, key), key).isEmpty()) {
            root.put(source, key, List.of());
        }
    }

    void remove(String owner, String member) throws IOException {
        root.remove(source, owner + BETWEEN + member);
    }

    /** Returns the members of a set in the order of their ids. */
    List<String> members(String owner) throws IOException {
        List<String> members = new ArrayList<>();
        String start = owner + BETWEEN;
        root.forEach(source, TrieSource.ofWhole(owner), OWNER_DIGITS, (key, fields) -> {
            if (key.startsWith(start)) {
                members.add(key.substring(start.length()));
            }
        });
        members.sort(null);
        return members;
    }

    /** Inserts the changed objects; returns null when every set is empty. */
    @Nullable
    TreeItem write(HintedInserter inserter) throws IOException {
        return root.write(inserter);
    }

    private static byte[] digits(String key) {
        int between = key.indexOf(BETWEEN);
        byte[] digits = TrieSource.ofWhole(key.substring(between + 1));
        byte[] owner = TrieSource.ofWhole(key.substring(0, between));
        byte[] both = new byte[OWNER_BYTES + digits.length];
        System.arraycopy(owner, 0, both, 0, OWNER_BYTES);
        System.arraycopy(digits, 0, both, OWNER_BYTES, digits.length);
        return both;
    }
}
