package dev.gitsync.internal.index;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/** A node of a {@link RecordTrie}: a bucket of records or up to 16 smaller nodes; read on first use. */
final class TrieNode {
    static final int BUCKET = 64;
    private static final String DIGITS = "0123456789abcdef";

    private @Nullable TreeItem stored;
    private boolean changed;
    private @Nullable String bucket;
    /** The children by the next digit; null where there is none. */
    private @Nullable TrieNode @Nullable [] children;

    TrieNode(@Nullable TreeItem stored) {
        this.stored = stored;
    }

    /** Returns the bucket that contains {@code key} or would contain it. */
    String bucket(TrieSource source, String key) throws IOException {
        byte[] hash = source.hash(key);
        TrieNode node = this;
        for (int depth = 0; ; depth++) {
            node.load(source);
            if (node.bucket != null) {
                return node.bucket;
            }
            TrieNode child = node.child(hash, depth);
            if (child == null) {
                return "";
            }
            node = child;
        }
    }

    void put(TrieSource source, String key, List<String> fields) throws IOException {
        put(source, key, source.hash(key), Records.line(fields), 0);
    }

    void remove(TrieSource source, String key) throws IOException {
        remove(source, key, source.hash(key), 0);
    }

    void forEach(TrieSource source, BiConsumer<String, List<String>> visitor) throws IOException {
        load(source);
        if (bucket != null) {
            Records.forEach(bucket, (key, line) -> visitor.accept(key, Records.fields(line)));
        } else if (children != null) {
            for (TrieNode child : children) {
                if (child != null) {
                    child.forEach(source, visitor);
                }
            }
        }
    }

    /** Passes every record to {@code visitor} whose key may begin with the first {@code digits} digits of {@code hash}. */
    void forEach(TrieSource source, byte[] hash, int digits, BiConsumer<String, List<String>> visitor)
            throws IOException {
        TrieNode node = this;
        node.load(source);
        for (int depth = 0; depth < digits && node.bucket == null; depth++) {
            TrieNode child = node.child(hash, depth);
            if (child == null) {
                return;
            }
            node = child;
            node.load(source);
        }
        node.forEach(source, visitor);
    }

    @Nullable
    TreeItem write(HintedInserter inserter) throws IOException {
        if (!changed) {
            return stored;
        }
        if (bucket != null) {
            stored = bucket.isEmpty() ? null : new TreeItem(FileMode.REGULAR_FILE, insertBucket(inserter, bucket));
        } else if (children != null) {
            TreeFormatter tree = new TreeFormatter();
            boolean empty = true;
            for (int digit = 0; digit < DIGITS.length(); digit++) {
                TrieNode child = children[digit];
                TreeItem item = child == null ? null : child.write(inserter);
                if (item != null) {
                    tree.append(DIGITS.substring(digit, digit + 1), item.mode(), item.id());
                    empty = false;
                }
            }
            stored = empty
                    ? null
                    : new TreeItem(FileMode.TREE, inserter.insertShortLived(Constants.OBJ_TREE, tree.toByteArray()));
        }
        changed = false;
        return stored;
    }

    private void put(TrieSource source, String key, byte[] hash, String line, int depth) throws IOException {
        load(source);
        changed = true;
        if (bucket != null) {
            bucket = Records.with(bucket, key, line);
            if (Records.count(bucket) > BUCKET) {
                split(source, depth, bucket);
            }
            return;
        }
        @Nullable TrieNode[] nodes = Objects.requireNonNull(children);
        int digit = digit(hash, depth);
        TrieNode child = nodes[digit];
        if (child == null) {
            child = new TrieNode(null);
            nodes[digit] = child;
        }
        child.put(source, key, hash, line, depth + 1);
    }

    private void remove(TrieSource source, String key, byte[] hash, int depth) throws IOException {
        load(source);
        if (bucket != null) {
            String rest = Records.without(bucket, key);
            changed |= rest.length() < bucket.length();
            bucket = rest;
            return;
        }
        TrieNode child = child(hash, depth);
        if (child != null) {
            child.remove(source, key, hash, depth + 1);
            changed |= child.changed;
        }
    }

    private void split(TrieSource source, int depth, String lines) throws IOException {
        Map<String, String> records = new LinkedHashMap<>();
        Records.forEach(lines, records::put);
        bucket = null;
        children = new TrieNode[DIGITS.length()];
        for (Map.Entry<String, String> entry : records.entrySet()) {
            put(source, entry.getKey(), source.hash(entry.getKey()), entry.getValue(), depth);
        }
    }

    private @Nullable TrieNode child(byte[] hash, int depth) {
        return children == null ? null : children[digit(hash, depth)];
    }

    private void load(TrieSource source) throws IOException {
        if (bucket != null || children != null) {
            return;
        }
        if (stored != null && stored.isFolder()) {
            @Nullable TrieNode[] nodes = new TrieNode[DIGITS.length()];
            TreeItems.read(source.reader(), stored.id())
                    .forEach((name, item) -> nodes[digit(name)] = new TrieNode(item));
            children = nodes;
        } else if (stored != null) {
            byte[] text = source.reader().open(stored.id(), Constants.OBJ_BLOB).getBytes();
            bucket = new String(text, StandardCharsets.UTF_8);
        } else {
            bucket = "";
        }
    }

    private static ObjectId insertBucket(HintedInserter inserter, String lines) throws IOException {
        return inserter.insertShortLived(Constants.OBJ_BLOB, lines.getBytes(StandardCharsets.UTF_8));
    }

    private static int digit(String name) {
        int digit = name.length() == 1 ? DIGITS.indexOf(name) : -1;
        if (digit < 0) {
            throw new RepositoryDamagedException("The index has an entry that is none of its own");
        }
        return digit;
    }

    /** Returns the hexadecimal digit of a hash at a depth. */
    private static int digit(byte[] hash, int depth) {
        return (depth % 2 == 0 ? hash[depth / 2] >> 4 : hash[depth / 2]) & 0xF;
    }
}
