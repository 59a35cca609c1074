package dev.gitsync.examples.embedding;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.PageListing;
import dev.gitsync.store.listing.PageListing.ContentChange;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Presents the notes to gitsync: a notebook is a space, a note is a page. Thread-safe. */
public final class NotesListing implements PageListing {
    private final Notes notes;

    /** Reads and writes {@code notes}. */
    public NotesListing(Notes notes) {
        this.notes = notes;
    }

    // tag::list[]
    @Override
    public Listing list(Space space) {
        return reached(() -> Listing.complete(
                notes.all(book(space)).stream().map(NotesListing::listed).toList()));
    }

    private static ListedPage listed(Note note) {
        Person editor = new Person(note.author(), note.email());
        return new ListedPage(new PageId(note.id()), content(note), editor, note.edited());
    }

    private static PageContent content(Note note) {
        PageId parent = note.above() == null ? null : new PageId(note.above());
        return new PageContent(parent, note.title(), note.body());
    }
    // end::list[]

    // tag::write[]
    @Override
    public PageId newPageId(Space space) {
        return new PageId(UUID.randomUUID().toString());
    }

    @Override
    public WriteOutcome create(Space space, PageId id, PageContent content, Signature by) {
        return done(() -> notes.save(book(space), note(id, content, by), Objects::isNull));
    }

    @Override
    public WriteOutcome update(Space space, PageId id, ContentChange change, Signature by) {
        return done(() -> notes.save(
                book(space),
                note(id, change.content(), by),
                now -> now != null && content(now).equals(change.expected())));
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by) {
        return done(
                () -> notes.remove(book(space), id.value(), now -> content(now).equals(expected)));
    }

    @Override
    public WriteOutcome restore(Space space, PageId id, PageContent content, Signature by) {
        return create(space, id, content, by); // no trash: written anew, under the id that it had
    }
    // end::write[]

    // tag::note[]
    private static Note note(PageId id, PageContent content, Signature by) {
        Provenance who = by.provenance();
        String above = content.parent() == null ? null : content.parent().value();
        return new Note(
                id.value(),
                above,
                content.title(),
                content.text(),
                who.author().name(),
                who.author().email(),
                who.time());
    }
    // end::note[]

    // tag::errors[]
    private static WriteOutcome done(BooleanSupplier write) {
        return reached(write::getAsBoolean) ? new WriteOutcome.Done() : new WriteOutcome.Changed();
    }

    private static <T> T reached(Supplier<T> call) {
        try {
            return call.get();
        } catch (UncheckedIOException e) {
            throw new StoreException("The notes can't be reached", e);
        }
    }
    // end::errors[]

    private static String book(Space space) {
        return space.id().value();
    }
}
