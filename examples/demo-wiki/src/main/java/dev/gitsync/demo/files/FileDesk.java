package dev.gitsync.demo.files;

import dev.gitsync.demo.links.LinkMoves;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.Edit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageRules;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;
import dev.gitsync.jdbi.JdbiAttachments.Uploaded;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes files, as {@link Desk} writes pages: every edit is one call of {@link dev.gitsync.store.PageStore#apply} with the version
 * that it was made from. Contents are stored first, by {@link #stored}. Callers check the rights first. Thread-safe.
 */
public final class FileDesk {
    private static final int MAX_SAME_NAME = 1_000;
    private static final int ATTEMPTS = 5;

    private final Desk.Stores stores;
    private final LinkMoves links;
    private final Consumer<SpaceId> changed;
    private final InstantSource clock;

    /** Works with {@code stores}, keeps links with {@code links}, and reports every edit to {@code changed}. */
    public FileDesk(Desk.Stores stores, LinkMoves links, Consumer<SpaceId> changed, InstantSource clock) {
        this.stores = stores;
        this.links = links;
        this.changed = changed;
        this.clock = clock;
    }

    /** The attachments, for reading and for storing what people upload. */
    public JdbiAttachments stored() {
        return stores.attachments();
    }

    /** The file of this id in this space, live or in the trash. */
    public Optional<FoundFile> find(OpenSpace in, String id) {
        try {
            return stored().find(in.space(), new PageId(id)).map(info -> new FoundFile(in, info));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /** One version of a file, unless that is its deletion. */
    public Optional<AttachmentRevision> revision(FoundFile file, long version) {
        return stored().revisions(file.in().space(), file.id(), 1, version + 1).stream()
                .filter(change -> change.version() == version)
                .filter(AttachmentRevision.class::isInstance)
                .map(AttachmentRevision.class::cast)
                .findFirst();
    }

    /** The objection to a new file of this name on this page, or in the space itself for null. */
    public Optional<String> objection(OpenSpace in, @Nullable PageId page, String name) {
        return FileNames.objection(name)
                .or(() -> stored().named(in.space(), page, name)
                        .map(existing -> "There is a file with the name " + FileNames.shown(name)
                                + " already. Replace it, or choose another name."));
    }

    /** The wanted name, or the next one with a number that the page has not: {@code image-2.png}. */
    public String freeName(OpenSpace in, @Nullable PageId page, String wanted) {
        int dot = wanted.lastIndexOf('.') > 0 ? wanted.lastIndexOf('.') : wanted.length();
        String name = wanted;
        for (int i = 2;
                i < MAX_SAME_NAME && stored().named(in.space(), page, name).isPresent();
                i++) {
            name = wanted.substring(0, dot) + "-" + i + wanted.substring(dot);
        }
        return name;
    }

    /** Creates a file with contents that are stored. */
    public FileOutcome create(OpenSpace in, AttachmentContent content, Edit edit) {
        Optional<String> objection =
                objection(in, content.page(), content.name()).or(() -> objection(edit));
        return objection.isPresent()
                ? new FileOutcome.Refused(objection.get())
                : put(in, new Attachment(stores.store().newPageId(in.space()), 0, content), edit);
    }

    /** Replaces the contents of a live file by others that are stored. */
    public FileOutcome replace(FoundFile file, Uploaded contents, Edit edit) {
        return change(file, contents.as(file.page(), file.name()), edit);
    }

    /**
     * Renames a live file, and moves it to another page or, for null, to the space itself. The links to it follow, in the same
     * transaction.
     */
    public FileOutcome move(FoundFile file, @Nullable PageId page, String name, Edit edit) {
        AttachmentContent content = file.content().at(page, name);
        if (!content.equals(file.content()) && file.version() == edit.expectedVersion()) {
            Optional<String> objection = objection(file.in(), page, name);
            if (objection.isPresent()) {
                return new FileOutcome.Refused(objection.get());
            }
        }
        FileOutcome outcome = change(file, content, edit);
        for (int i = 1; i < ATTEMPTS && isStaleElsewhere(outcome, edit); i++) {
            outcome = change(file, content, edit);
        }
        return outcome;
    }

    /** Whether the move failed only because a page with a link to the file was changed. */
    private static boolean isStaleElsewhere(FileOutcome outcome, Edit edit) {
        return outcome instanceof FileOutcome.Stale stale
                && !stale.now().isDeleted()
                && stale.now().attachment().version() == edit.expectedVersion();
    }

    private FileOutcome change(FoundFile file, AttachmentContent content, Edit edit) {
        if (file.version() != edit.expectedVersion() || file.isDeleted()) {
            return new FileOutcome.Stale(file.stored());
        } else if (content.equals(file.content())) {
            return new FileOutcome.Saved(file.stored());
        }
        Optional<String> objection = objection(edit);
        if (objection.isPresent()) {
            return new FileOutcome.Refused(objection.get());
        }
        LinkMoves.Kept kept = links(file, content, edit);
        if (kept.tooMany()) {
            return new FileOutcome.Refused(Desk.TOO_MANY_LINKS);
        }
        return put(file.in(), new Written(new Attachment(file.id(), file.version(), content), edit, kept));
    }

    private LinkMoves.Kept links(FoundFile file, AttachmentContent content, Edit edit) {
        boolean stays = content.name().equals(file.name()) && Objects.equals(content.page(), file.page());
        Attachment after = new Attachment(file.id(), file.version() + 1, content);
        return stays ? LinkMoves.Kept.NONE : links.of(file.in().space(), after, edit.provenance(clock));
    }

    /** Moves a live file to the trash. */
    public FileOutcome delete(FoundFile file, Edit edit) {
        if (file.version() != edit.expectedVersion() || file.isDeleted()) {
            return new FileOutcome.Stale(file.stored());
        }
        Provenance provenance = edit.provenance(clock);
        PageChange deletion = new PageChange.Delete(file.id(), file.version(), provenance);
        return apply(
                file.in().space(),
                List.of(deletion),
                new AttachmentInfo(file.stored().attachment(), true, provenance),
                edit);
    }

    /** Takes a file out of the trash, back to its page. */
    public FileOutcome restore(FoundFile file, Edit edit) {
        if (file.version() != edit.expectedVersion() || !file.isDeleted()) {
            return new FileOutcome.Stale(file.stored());
        }
        Space space = file.in().space();
        PageId page = file.page();
        if (page != null && stores.store().page(space, page).isEmpty()) {
            return new FileOutcome.Refused("The page of this file is in the trash. Restore the page first.");
        } else if (stored().named(space, page, file.name()).isPresent()) {
            return new FileOutcome.Refused("Meanwhile another file has the name " + FileNames.shown(file.name())
                    + ". Rename that file first.");
        }
        return put(file.in(), file.stored().attachment(), edit);
    }

    private FileOutcome put(OpenSpace in, Attachment file, Edit edit) {
        return put(in, new Written(file, edit, LinkMoves.Kept.NONE));
    }

    /** A file to write, and the edits of links that belong to it. */
    private record Written(Attachment file, Edit edit, LinkMoves.Kept links) {}

    private FileOutcome put(OpenSpace in, Written written) {
        Attachment file = written.file();
        Provenance provenance = written.edit().provenance(clock);
        List<PageChange> changes = new ArrayList<>();
        changes.add(new PageChange.PutAttachment(file.id(), file.version(), file.content(), null, provenance));
        changes.addAll(written.links().updates());
        FileOutcome outcome = apply(in.space(), changes, new AttachmentInfo(file, false, provenance), written.edit());
        return outcome instanceof FileOutcome.Saved saved
                ? new FileOutcome.Saved(saved.now(), written.links().links())
                : outcome;
    }

    private FileOutcome apply(Space space, List<PageChange> changes, AttachmentInfo after, Edit edit) {
        PageId id = after.attachment().id();
        ApplyResult result = stores.store()
                .apply(space, changes, ApplyContext.edit(edit.author().name()));
        changed.accept(space.id());
        if (result instanceof ApplyResult.Applied applied) {
            long version = applied.versions().getOrDefault(id, 1L);
            Attachment now = new Attachment(id, version, after.attachment().content());
            return new FileOutcome.Saved(new AttachmentInfo(now, after.isDeleted(), after.lastChange()));
        } else if (result instanceof ApplyResult.Stale) {
            return stored().find(space, id)
                    .<FileOutcome>map(FileOutcome.Stale::new)
                    .orElseGet(() -> new FileOutcome.Refused("This file no longer exists."));
        } else if (result instanceof ApplyResult.Refused refused) {
            return new FileOutcome.Refused(refused.reason());
        }
        return new FileOutcome.Refused("The wiki could not save this at the moment. Check the file and try again.");
    }

    private static Optional<String> objection(Edit edit) {
        return edit.message().length() <= PageRules.MAX_MESSAGE
                ? Optional.empty()
                : Optional.of("A message has at most " + PageRules.MAX_MESSAGE + " characters.");
    }
}
