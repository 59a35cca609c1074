package dev.gitsync.demo.wiki;

import dev.gitsync.access.Access;
import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Rights;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.JdbiSpaces.StoredSpace;
import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Optional;

/** Finds the spaces and pages that an account may see. What it may not see is not found. Thread-safe. */
public final class Library {
    private final JdbiSpaces spaces;
    private final JdbiPages pages;
    private final Rights rights;
    private final PageOrder order;

    /** Finds pages of {@code spaces} according to {@code rights}, in {@code order}. */
    public Library(JdbiSpaces spaces, JdbiPages pages, Rights rights, PageOrder order) {
        this.spaces = spaces;
        this.pages = pages;
        this.rights = rights;
        this.order = order;
    }

    /** The spaces that {@code reader} may see, by id. */
    public List<OpenSpace> spaces(Account reader) {
        return spaces.all().stream()
                .map(space -> open(reader, space))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The space of this id, if there is one that {@code reader} may see. */
    public Optional<OpenSpace> space(Account reader, String id) {
        return SpaceId.isValid(id)
                ? spaces.stored(new SpaceId(id)).flatMap(space -> open(reader, space))
                : Optional.empty();
    }

    /** The live pages of a space, in their order. */
    public PageTree tree(OpenSpace space) {
        return order.tree(space.space(), pages.tree(space.space()));
    }

    /** The page of this id, live or in the trash, if there is one that {@code reader} may see. */
    public Optional<FoundPage> page(Account reader, String id) {
        return pageId(id)
                .flatMap(page -> pages.spaceOf(page)
                        .flatMap(space -> space(reader, space.value()))
                        .flatMap(in -> pages.find(in.space(), page).map(stored -> new FoundPage(in, stored))));
    }

    private Optional<OpenSpace> open(Account reader, StoredSpace stored) {
        Access access = rights.access(reader, stored.space().id());
        return access == Access.NONE
                ? Optional.empty()
                : Optional.of(new OpenSpace(stored.space(), stored.gitSyncEnabled(), access));
    }

    private static Optional<PageId> pageId(String id) {
        try {
            return Optional.of(new PageId(id));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }
}
