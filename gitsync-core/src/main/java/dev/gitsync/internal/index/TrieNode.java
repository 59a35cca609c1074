package dev.gitsync.internal.index;

import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.repository.pack.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/** A node of a {@link RecordTrie}: a bucket of records or sixteen smaller nodes; read when first needed. */
final class TrieNode {
    static final int BUCKET = 64;

    private @Nullable TreeItem stored;
    private boolean changed;
    private @Nullable SortedMap<String, String> bucket;
    private @Nullable SortedMap<String, TrieNode> children;

    TrieNode(@Nullable TreeItem stored) {
        this.stored = stored;
    }

    /** The lines of the bucket in which {@code key} stands or would stand; not to be changed. */
    Map<String, String> bucket(ObjectReader reader, String key) throws IOException {
        String digits = digits(key);
        TrieNode node = this;
        for (int depth = 0; ; depth++) {
            node.load(reader);
            if (node.bucket != null) {
                return node.bucket;
            }
            TrieNode child = node.child(digits, depth);
            if (child == null) {
                return Map.of();
            }
            node = child;
        }
    }

    void put(ObjectReader reader, String key, List<String> fields) throws IOException {
        put(reader, key, digits(key), Records.line(fields), 0);
    }

    void remove(ObjectReader reader, String key) throws IOException {
        remove(reader, key, digits(key), 0);
    }

    void forEach(ObjectReader reader, BiConsumer<String, List<String>> visitor) throws IOException {
        load(reader);
        if (bucket != null) {
            bucket.forEach((key, line) -> visitor.accept(key, Records.fields(line)));
        } else if (children != null) {
            for (TrieNode child : children.values()) {
                child.forEach(reader, visitor);
            }
        }
    }

    @Nullable
    TreeItem write(ObjectInserter inserter) throws IOException {
        if (!changed) {
            return stored;
        }
        if (bucket != null) {
            stored = bucket.isEmpty() ? null : new TreeItem(FileMode.REGULAR_FILE, insertBucket(inserter, bucket));
        } else if (children != null) {
            TreeFormatter tree = new TreeFormatter();
            boolean empty = true;
            for (Map.Entry<String, TrieNode> child : children.entrySet()) {
                TreeItem item = child.getValue().write(inserter);
                if (item != null) {
                    tree.append(child.getKey(), item.mode(), item.id());
                    empty = false;
                }
            }
            stored = empty
                    ? null
                    : new TreeItem(
                            FileMode.TREE, HintedInserter.shortLived(inserter, Constants.OBJ_TREE, tree.toByteArray()));
        }
        changed = false;
        return stored;
    }

    private void put(ObjectReader reader, String key, String digits, String line, int depth) throws IOException {
        load(reader);
        changed = true;
        if (bucket != null) {
            bucket.put(key, line);
            if (bucket.size() > BUCKET) {
                split(reader, depth);
            }
            return;
        }
        SortedMap<String, TrieNode> nodes = Objects.requireNonNull(children);
        nodes.computeIfAbsent(digit(digits, depth), d -> new TrieNode(null)).put(reader, key, digits, line, depth + 1);
    }

    private void remove(ObjectReader reader, String key, String digits, int depth) throws IOException {
        load(reader);
        if (bucket != null) {
            changed |= bucket.remove(key) != null;
            return;
        }
        TrieNode child = child(digits, depth);
        if (child != null) {
            child.remove(reader, key, digits, depth + 1);
            changed |= child.changed;
        }
    }

    private void split(ObjectReader reader, int depth) throws IOException {
        SortedMap<String, String> lines = Objects.requireNonNull(bucket);
        bucket = null;
        children = new TreeMap<>();
        for (Map.Entry<String, String> entry : lines.entrySet()) {
            put(reader, entry.getKey(), digits(entry.getKey()), entry.getValue(), depth);
        }
    }

    private @Nullable TrieNode child(String digits, int depth) {
        return children == null ? null : children.get(digit(digits, depth));
    }

    private void load(ObjectReader reader) throws IOException {
        if (bucket != null || children != null) {
            return;
        }
        if (stored != null && stored.isFolder()) {
            SortedMap<String, TrieNode> nodes = new TreeMap<>();
            TreeItems.read(reader, stored.id()).forEach((name, item) -> nodes.put(name, new TrieNode(item)));
            children = nodes;
        } else if (stored != null) {
            byte[] text = reader.open(stored.id(), Constants.OBJ_BLOB).getBytes();
            bucket = Records.lines(new String(text, StandardCharsets.UTF_8));
        } else {
            bucket = new TreeMap<>();
        }
    }

    private static ObjectId insertBucket(ObjectInserter inserter, Map<String, String> lines) throws IOException {
        return HintedInserter.shortLived(
                inserter, Constants.OBJ_BLOB, Records.text(lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String digit(String digits, int depth) {
        return digits.substring(depth, depth + 1);
    }

    private static String digits(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
