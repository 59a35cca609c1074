package dev.gitsync.internal.index;

import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Converts an {@link IndexedAttachment} or a {@link TrashedAttachment} to the fields of a record and back. */
final class AttachmentRecords {
    private static final String EXECUTABLE = "executable";
    private static final int PATH = 8;
    private static final int MODE = 9;

    private AttachmentRecords() {}

    static List<String> fields(IndexedAttachment attachment) {
        return List.of(
                optional(attachment.owner()),
                optional(attachment.place()),
                attachment.name(),
                attachment.title(),
                Long.toString(attachment.version()),
                attachment.hash().value(),
                Long.toString(attachment.size()),
                attachment.blob().name());
    }

    static List<String> fields(TrashedAttachment trashed) {
        List<String> fields = new ArrayList<>(fields(trashed.attachment()));
        fields.add(trashed.path());
        fields.add(trashed.isExecutable() ? EXECUTABLE : "");
        return fields;
    }

    static IndexedAttachment attachment(PageId id, List<String> fields) {
        return new IndexedAttachment(
                id,
                optionalId(fields.get(0)),
                optionalId(fields.get(1)),
                fields.get(2),
                fields.get(3),
                Long.parseLong(fields.get(4)),
                new ContentHash(fields.get(5)),
                Long.parseLong(fields.get(6)),
                ObjectId.fromString(fields.get(7)));
    }

    static TrashedAttachment trashed(PageId id, List<String> fields) {
        boolean isExecutable = fields.get(MODE).equals(EXECUTABLE);
        return new TrashedAttachment(
                attachment(id, fields),
                fields.get(PATH),
                isExecutable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
    }

    private static String optional(@Nullable PageId id) {
        return id == null ? "" : id.value();
    }

    private static @Nullable PageId optionalId(String value) {
        return value.isEmpty() ? null : new PageId(value);
    }
}
