package dev.gitsync.internal.listing;

import dev.gitsync.internal.listing.PlannedChange.State;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Labels;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes snapshots as bytes: numbers and strings in sequence, after a header that identifies the version of the format. The second
 * version adds attachments; a snapshot without them is written in the first one. A page with labels has a mark of its own.
 */
public final class SnapshotFormat {
    private static final long MARK = 0x67_69_74_73_6c_69_73_31L;
    private static final long MARK_WITH_ATTACHMENTS = MARK + 1;
    private static final int NOTHING = 0;
    private static final int PAGE = 1;
    private static final int ATTACHMENT = 2;
    private static final int PAGE_WITH_LABELS = 3;

    private SnapshotFormat() {}

    public static byte[] write(Snapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            boolean hasAttachments = hasAttachments(snapshot);
            out.writeLong(hasAttachments ? MARK_WITH_ATTACHMENTS : MARK);
            out.writeLong(snapshot.counters().end());
            out.writeLong(snapshot.counters().floor());
            out.writeLong(snapshot.counters().token());
            List<FeedEntry> log = snapshot.feed().log();
            out.writeInt(log.size());
            for (FeedEntry entry : log) {
                out.writeLong(entry.position());
                write(out, entry.change());
            }
            write(out, snapshot.plan().orElse(null));
            if (hasAttachments) {
                write(out, snapshot.feed().listed());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if {@link #write} did not produce these bytes */
    public static Snapshot read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long mark = in.readLong();
            if (mark != MARK && mark != MARK_WITH_ATTACHMENTS) {
                throw new IOException("The memory of a listing does not begin as it should");
            }
            var counters = new Snapshot.Counters(in.readLong(), in.readLong(), in.readLong());
            int size = in.readInt();
            List<FeedEntry> log = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                log.add(new FeedEntry(in.readLong(), readChange(in)));
            }
            @Nullable OpenPlan plan = readPlan(in);
            Map<PageId, String> listed = mark == MARK ? Map.of() : readListed(in);
            return new Snapshot(counters, new Snapshot.Feed(log, listed), plan);
        } catch (RuntimeException e) {
            throw new IOException("The memory of a listing holds what can't be read", e);
        }
    }

    /** Returns whether there are attachments in the feed, or in a plan that was begun. */
    private static boolean hasAttachments(Snapshot snapshot) {
        return !snapshot.feed().listed().isEmpty()
                || snapshot.plan().stream()
                        .flatMap(plan -> plan.changes().stream())
                        .anyMatch(planned -> planned.content().attachment() != null);
    }

    private static void write(DataOutputStream out, Map<PageId, String> listed) throws IOException {
        out.writeInt(listed.size());
        for (Map.Entry<PageId, String> entry : new TreeMap<>(listed).entrySet()) {
            StringCodec.write(out, entry.getKey().value());
            StringCodec.write(out, entry.getValue());
        }
    }

    private static Map<PageId, String> readListed(DataInputStream in) throws IOException {
        int size = in.readInt();
        Map<PageId, String> listed = new HashMap<>();
        for (int i = 0; i < size; i++) {
            listed.put(new PageId(StringCodec.read(in)), StringCodec.read(in));
        }
        return listed;
    }

    private static void write(DataOutputStream out, Change change) throws IOException {
        StringCodec.write(out, change.id().value());
        out.writeLong(change.version());
        write(
                out,
                new State(
                        change instanceof Revision revision ? revision.content() : null,
                        change instanceof AttachmentRevision revision ? revision.content() : null));
        write(out, change.provenance());
    }

    private static Change readChange(DataInputStream in) throws IOException {
        PageId page = new PageId(StringCodec.read(in));
        long version = in.readLong();
        State state = readState(in);
        Provenance provenance = readProvenance(in);
        @Nullable PageContent content = state.page();
        @Nullable AttachmentContent attachment = state.attachment();
        if (content != null) {
            return new Revision(page, version, content, provenance);
        }
        return attachment == null
                ? new Tombstone(page, version, provenance)
                : new AttachmentRevision(page, version, attachment, provenance);
    }

    private static void write(DataOutputStream out, State state) throws IOException {
        @Nullable PageContent content = state.page();
        @Nullable AttachmentContent attachment = state.attachment();
        if (content != null) {
            @Nullable Labels labels = content.labels();
            out.writeByte(labels == null ? PAGE : PAGE_WITH_LABELS);
            writeId(out, content.parent());
            StringCodec.write(out, content.title());
            StringCodec.writeNullable(out, content.text());
            if (labels != null) {
                out.writeInt(labels.names().size());
                for (String label : labels.names()) {
                    StringCodec.write(out, label);
                }
            }
        } else if (attachment != null) {
            out.writeByte(ATTACHMENT);
            writeId(out, attachment.page());
            StringCodec.write(out, attachment.name());
            StringCodec.write(out, attachment.hash().value());
            out.writeLong(attachment.size());
        } else {
            out.writeByte(NOTHING);
        }
    }

    private static State readState(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case NOTHING -> State.DELETED;
            case PAGE -> new State(readPage(in), null);
            case PAGE_WITH_LABELS -> new State(readPage(in).withLabels(readLabels(in)), null);
            case ATTACHMENT -> new State(null, readAttachment(in));
            default -> throw new IOException("A change is neither of a page nor of an attachment");
        };
    }

    private static PageContent readPage(DataInputStream in) throws IOException {
        return new PageContent(readId(in), StringCodec.read(in), StringCodec.readNullable(in));
    }

    private static Labels readLabels(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            labels.add(StringCodec.read(in));
        }
        return Labels.of(labels);
    }

    private static AttachmentContent readAttachment(DataInputStream in) throws IOException {
        return new AttachmentContent(
                readId(in), StringCodec.read(in), new ContentHash(StringCodec.read(in)), in.readLong());
    }

    private static void writeId(DataOutputStream out, @Nullable PageId id) throws IOException {
        StringCodec.writeNullable(out, id == null ? null : id.value());
    }

    private static @Nullable PageId readId(DataInputStream in) throws IOException {
        String id = StringCodec.readNullable(in);
        return id == null ? null : new PageId(id);
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
                    readState(in),
                    in.readBoolean(),
                    readProvenance(in),
                    in.readLong()));
        }
        return new OpenPlan(id, changes);
    }
}
