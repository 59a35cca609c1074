package dev.gitsync.internal.index;

import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * A map from a key to a list of fields, stored in git objects as a hash trie (Bagwell's, with blobs as buckets):
 *
 * <ol>
 *   <li>A node with at most {@value TrieNode#BUCKET} records is a blob with one line for each record.
 *   <li>A larger node is a tree of up to 16 nodes, named by the next hexadecimal digit of the key's SHA-256.
 *   <li>So reading or changing one record touches O(log<sub>16</sub> n) small objects, and inserting the same records in
 *       any order gives the same object ids.
 * </ol>
 *
 * Removing records does not merge nodes. Not safe for use by several threads.
 */
public final class RecordTrie {
    private final TrieSource source;
    private final TrieNode root;

    /** Creates a trie with the root node {@code stored}, or an empty one when that is null. */
    public RecordTrie(ObjectReader reader, @Nullable TreeItem stored) {
        this.source = new TrieSource(reader, TrieSource::ofWhole);
        this.root = new TrieNode(stored);
    }

    /** Returns the fields of a key, or empty if there is no record. */
    public Optional<List<String>> get(String key) throws IOException {
        return Records.find(root.bucket(source, key), key).map(Records::fields);
    }

    /** Sets the fields of a key. */
    public void put(String key, List<String> fields) throws IOException {
        root.put(source, key, fields);
    }

    /** Removes the record of a key, if there is one. */
    public void remove(String key) throws IOException {
        root.remove(source, key);
    }

    /** Passes every record to {@code visitor}, in no particular order. */
    public void forEach(BiConsumer<String, List<String>> visitor) throws IOException {
        root.forEach(source, visitor);
    }

    /** Inserts the changed objects; returns null when there is no record. */
    public @Nullable TreeItem write(HintedInserter inserter) throws IOException {
        return root.write(inserter);
    }
}
