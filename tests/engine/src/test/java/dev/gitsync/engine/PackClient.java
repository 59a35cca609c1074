package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * A client whose cost follows the change too: makes one commit of edits to single paths, and pushes it as git does, as
 * a pack of the new objects. The server's repository contains none of these objects before the push.
 */
final class PackClient implements AutoCloseable {
    private static final PersonIdent GRACE = new PersonIdent(
            GitUser.GRACE.name(), GitUser.GRACE.email(), Instant.parse("2026-11-23T15:00:00Z"), ZoneOffset.UTC);

    private final ObjectInserter inserter;
    private final ObjectReader reader;
    private final Map<ObjectId, Made> made = new HashMap<>();
    private final ObjectId base;
    private final Node root;

    /** Starts at {@code main}, and reads the repository without being counted. */
    PackClient(Repository server) throws IOException {
        this.inserter = server.newObjectInserter();
        this.reader = inserter.newReader();
        this.base = server.resolve(Constants.R_HEADS + "main");
        try (RevWalk walk = new RevWalk(server)) {
            this.root = new Node(FileMode.TREE, walk.parseCommit(base).getTree().copy());
        }
    }

    PackClient write(String path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        put(path, new Node(FileMode.REGULAR_FILE, insert(Constants.OBJ_BLOB, bytes)));
        return this;
    }

    PackClient delete(String path) throws IOException {
        take(path);
        return this;
    }

    /** Moves a file or a folder with its contents. */
    PackClient move(String from, String to) throws IOException {
        put(to, take(from));
        return this;
    }

    /** Returns whether there is a file or folder at a path. */
    boolean has(String path) throws IOException {
        return find(path) != null;
    }

    /** Omits the file or folder at a path from the pack, but not its contents, as a broken or malicious client would. */
    PackClient withhold(String path) throws IOException {
        Node found = find(path);
        if (found == null) {
            throw new AssertionError("Nothing at " + path);
        }
        made.remove(written(found));
        return this;
    }

    /** Commits, pushes through {@code service} with these push options, and returns the report. */
    String push(ReceivePack service, String... options) throws IOException {
        ObjectId commit = commit();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(request);
        String capabilities = options.length == 0 ? "report-status" : "report-status push-options";
        lines.writeString(base.name() + " " + commit.name() + " " + Constants.R_HEADS + "main\0" + capabilities + "\n");
        lines.end();
        if (options.length > 0) {
            for (String option : options) {
                lines.writeString(option);
            }
            lines.end();
        }
        writePack(request);
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        service.setBiDirectionalPipe(false);
        try {
            service.receive(new ByteArrayInputStream(request.toByteArray()), report, null);
        } catch (UnpackException e) {
            // The client is told in the report.
            assertThat(report.size()).isPositive();
        }
        return report.toString(StandardCharsets.UTF_8);
    }

    private ObjectId commit() throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(written(root));
        commit.setParentId(base);
        commit.setAuthor(GRACE);
        commit.setCommitter(GRACE);
        commit.setMessage("One push\n");
        return insert(Constants.OBJ_COMMIT, commit.build());
    }

    /** The format of a pack without deltas: a header, each object deflated behind its type and length, a checksum. */
    private void writePack(OutputStream out) throws IOException {
        MessageDigest checksum = Constants.newMessageDigest();
        DataOutputStream pack = new DataOutputStream(new DigestOutputStream(out, checksum));
        pack.writeBytes("PACK");
        pack.writeInt(2);
        pack.writeInt(made.size());
        for (Made object : made.values()) {
            writeHeader(pack, object);
            DeflaterOutputStream deflater = new DeflaterOutputStream(pack);
            deflater.write(object.bytes());
            deflater.finish();
        }
        out.write(checksum.digest());
    }

    private static void writeHeader(DataOutputStream pack, Made object) throws IOException {
        int rest = object.bytes().length;
        int head = (object.type() << 4) | (rest & 15);
        for (rest >>>= 4; rest > 0; rest >>>= 7) {
            pack.write(head | 0x80);
            head = rest & 0x7f;
        }
        pack.write(head);
    }

    private void put(String path, Node node) throws IOException {
        folderOf(path).put(name(path), node);
    }

    private Node take(String path) throws IOException {
        Node taken = folderOf(path).remove(name(path));
        if (taken == null) {
            throw new AssertionError("Nothing at " + path);
        }
        return taken;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private @Nullable Node find(String path) throws IOException {
        Node found = root;
        for (String name : path.split("/", -1)) {
            found = found == null || found.mode != FileMode.TREE
                    ? null
                    : children(found).get(name);
        }
        return found;
    }

    /** Returns what the folder of a path has, which the caller changes; a folder that is missing is made. */
    private Map<String, Node> folderOf(String path) throws IOException {
        Map<String, Node> found = children(root);
        root.id = null;
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length - 1; i++) {
            Node folder = found.computeIfAbsent(names[i], name -> new Node(FileMode.TREE, null));
            found = children(folder);
            folder.id = null;
        }
        return found;
    }

    private Map<String, Node> children(Node folder) throws IOException {
        Map<String, Node> known = folder.children;
        if (known == null) {
            known = new TreeMap<>();
            ObjectId tree = folder.id;
            if (tree != null) {
                CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
                for (; !parser.eof(); parser.next()) {
                    known.put(
                            parser.getEntryPathString(),
                            new Node(parser.getEntryFileMode(), parser.getEntryObjectId()));
                }
            }
            folder.children = known;
        }
        return known;
    }

    /** Returns the object of a file or folder. A folder is written when it is asked for, and not at each change. */
    private ObjectId written(Node node) throws IOException {
        ObjectId id = node.id;
        if (id == null) {
            Map<String, Node> sorted = new TreeMap<>();
            children(node).forEach((name, child) -> sorted.put(child.mode == FileMode.TREE ? name + "/" : name, child));
            TreeFormatter tree = new TreeFormatter();
            for (Map.Entry<String, Node> child : sorted.entrySet()) {
                String name = child.getKey().replaceAll("/$", "");
                tree.append(name, child.getValue().mode, written(child.getValue()));
            }
            id = insert(Constants.OBJ_TREE, tree.toByteArray());
            node.id = id;
        }
        return id;
    }

    private ObjectId insert(int type, byte[] bytes) throws IOException {
        ObjectId id = inserter.insert(type, bytes);
        made.put(id.copy(), new Made(type, bytes));
        return id;
    }

    @Override
    public void close() {
        reader.close();
        inserter.close();
    }

    /** An object for the pack. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Made(int type, byte[] bytes) {}

    /** A file or folder. */
    private static final class Node {
        final FileMode mode;
        /** Null for a folder that has changed. */
        private @Nullable ObjectId id;
        /** Null for a folder that was not read. */
        private @Nullable Map<String, Node> children;

        Node(FileMode mode, @Nullable ObjectId id) {
            this.mode = mode;
            this.id = id;
        }
    }
}
