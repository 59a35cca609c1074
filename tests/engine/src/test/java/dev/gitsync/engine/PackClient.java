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
import java.util.List;
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
    private ObjectId root;

    /** Starts at {@code main}, and reads the repository without being counted. */
    PackClient(Repository server) throws IOException {
        this.inserter = server.newObjectInserter();
        this.reader = inserter.newReader();
        this.base = server.resolve(Constants.R_HEADS + "main");
        try (RevWalk walk = new RevWalk(server)) {
            this.root = walk.parseCommit(base).getTree().copy();
        }
    }

    PackClient write(String path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        put(path, new Entry(FileMode.REGULAR_FILE, insert(Constants.OBJ_BLOB, bytes)));
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
        made.remove(at(path).id());
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
        commit.setTreeId(root);
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

    private void put(String path, Entry entry) throws IOException {
        root = edit(root, List.of(path.split("/", -1)), entry);
    }

    private Entry take(String path) throws IOException {
        Entry taken = at(path);
        root = edit(root, List.of(path.split("/", -1)), null);
        return taken;
    }

    private Entry at(String path) throws IOException {
        Entry found = find(path);
        if (found == null) {
            throw new AssertionError("Nothing at " + path);
        }
        return found;
    }

    private @Nullable Entry find(String path) throws IOException {
        Entry found = new Entry(FileMode.TREE, root);
        for (String name : path.split("/", -1)) {
            found = found == null || found.mode() != FileMode.TREE
                    ? null
                    : entries(found.id()).get(name);
        }
        return found;
    }

    private ObjectId edit(@Nullable ObjectId tree, List<String> path, @Nullable Entry entry) throws IOException {
        Map<String, Entry> entries = tree == null ? new TreeMap<>() : entries(tree);
        String name = path.get(0);
        Entry below = entry;
        if (path.size() > 1) {
            Entry folder = entries.get(name);
            below = new Entry(
                    FileMode.TREE, edit(folder == null ? null : folder.id(), path.subList(1, path.size()), entry));
        }
        if (below == null) {
            entries.remove(name);
        } else {
            entries.put(name, below);
        }
        return insertTree(entries);
    }

    private ObjectId insertTree(Map<String, Entry> entries) throws IOException {
        Map<String, Entry> sorted = new TreeMap<>();
        entries.forEach((name, entry) -> sorted.put(entry.mode() == FileMode.TREE ? name + "/" : name, entry));
        TreeFormatter tree = new TreeFormatter();
        sorted.forEach((name, entry) -> tree.append(name.replaceAll("/$", ""), entry.mode(), entry.id()));
        return insert(Constants.OBJ_TREE, tree.toByteArray());
    }

    private Map<String, Entry> entries(ObjectId tree) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
        for (; !parser.eof(); parser.next()) {
            FileMode mode = parser.getEntryFileMode() == FileMode.TREE ? FileMode.TREE : parser.getEntryFileMode();
            entries.put(parser.getEntryPathString(), new Entry(mode, parser.getEntryObjectId()));
        }
        return entries;
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

    private record Entry(FileMode mode, ObjectId id) {}
}
