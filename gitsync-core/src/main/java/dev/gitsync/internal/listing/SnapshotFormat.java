package dev.gitsync.internal.listing;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes snapshots as bytes: numbers and strings in sequence, after a header that identifies this version of the format. */
public final class SnapshotFormat {
    private static final long MARK = 0x67_69_74_73_6c_69_73_31L;

    private SnapshotFormat() {}

    public static byte[] write(Snapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(MARK);
            out.writeLong(snapshot.counters().end());
            out.writeLong(snapshot.counters().floor());
            out.writeLong(snapshot.counters().token());
            out.writeInt(snapshot.log().size());
            for (FeedEntry entry : snapshot.log()) {
                out.writeLong(entry.position());
                write(out, entry.change());
            }
            write(out, snapshot.plan().orElse(null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if {@link #write} did not produce these bytes */
    public static Snapshot read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readLong() != MARK) {
                throw new IOException("The memory of a listing does not begin as it should");
            }
            var counters = new Snapshot.Counters(in.readLong(), in.readLong(), in.readLong());
            int size = in.readInt();
            List<FeedEntry> log = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                log.add(new FeedEntry(in.readLong(), readChange(in)));
            }
            return new Snapshot(counters, log, readPlan(in));
        } catch (RuntimeException e) {
            throw new IOException("The memory of a listing holds what can't be read", e);
        }
    }

    private static void write(DataOutputStream out, Change change) throws IOException {
        StringCodec.write(out, change.id().value());
        out.writeLong(change.version());
        write(out, change instanceof Revision revision ? revision.content() : null);
        write(out, change.provenance());
    }

    private static Change readChange(DataInputStream in) throws IOException {
        PageId page = new PageId(StringCodec.read(in));
        long version = in.readLong();
        PageContent content = readContent(in);
        Provenance provenance = readProvenance(in);
        return content == null
                ? new Tombstone(page, version, provenance)
                : new Revision(page, version, content, provenance);
    }

    private static void write(DataOutputStream out, @Nullable PageContent content) throws IOException {
        out.writeBoolean(content != null);
        if (content != null) {
            PageId parent = content.parent();
            StringCodec.writeNullable(out, parent == null ? null : parent.value());
            StringCodec.write(out, content.title());
            StringCodec.writeNullable(out, content.text());
        }
    }

    private static @Nullable PageContent readContent(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String parent = StringCodec.readNullable(in);
        return new PageContent(
                parent == null ? null : new PageId(parent), StringCodec.read(in), StringCodec.readNullable(in));
    }

    private static void write(DataOutputStream out, Provenance provenance) throws IOException {
        StringCodec.write(out, provenance.author().name());
        StringCodec.write(out, provenance.author().email());
        StringCodec.write(out, provenance.time().toString());
        StringCodec.write(out, provenance.message());
        GitOrigin git = provenance.git();
        StringCodec.writeNullable(out, git == null ? null : git.commit());
        StringCodec.writeNullable(out, git == null ? null : git.push());
    }

    private static Provenance readProvenance(DataInputStream in) throws IOException {
        Person author = new Person(StringCodec.read(in), StringCodec.read(in));
        Instant time = Instant.parse(StringCodec.read(in));
        String message = StringCodec.read(in);
        String commit = StringCodec.readNullable(in);
        String push = StringCodec.readNullable(in);
        return new Provenance(
                author, time, message, commit == null || push == null ? null : new GitOrigin(commit, push));
    }

    private static void write(DataOutputStream out, @Nullable OpenPlan plan) throws IOException {
        StringCodec.writeNullable(out, plan == null ? null : plan.id());
        if (plan != null) {
            out.writeInt(plan.changes().size());
            for (PlannedChange planned : plan.changes()) {
                StringCodec.write(out, planned.page().value());
                write(out, planned.content());
                out.writeBoolean(planned.isNew());
                write(out, planned.provenance());
                out.writeLong(planned.recordedAs());
            }
        }
    }

    private static @Nullable OpenPlan readPlan(DataInputStream in) throws IOException {
        String id = StringCodec.readNullable(in);
        if (id == null) {
            return null;
        }
        int size = in.readInt();
        List<PlannedChange> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            changes.add(new PlannedChange(
                    new PageId(StringCodec.read(in)),
                    readContent(in),
                    in.readBoolean(),
                    readProvenance(in),
                    in.readLong()));
        }
        return new OpenPlan(id, changes);
    }
}
