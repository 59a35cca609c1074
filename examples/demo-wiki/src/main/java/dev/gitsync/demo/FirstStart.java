package dev.gitsync.demo;

import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.PasswordRules;
import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.account.Role;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts, spaces and pages that a new wiki begins with. Every step looks first whether it was done, so that a start
 * that was interrupted is completed by the next.
 */
final class FirstStart {
    static final String ADMIN = "ada";
    static final SpaceId HANDBOOK = new SpaceId("handbook");
    static final SpaceId PRIVATE = new SpaceId("private");

    private static final Map<String, Role> ROLES = Map.of(ADMIN, Role.ADMIN, "bob", Role.WRITER, "eve", Role.READER);

    private final Accounts accounts;
    private final Rights rights;
    private final JdbiSpaces spaces;
    private final PageStore store;
    private final InstantSource clock;

    FirstStart(Accounts accounts, Rights rights, JdbiSpaces spaces, PageStore store, InstantSource clock) {
        this.accounts = accounts;
        this.rights = rights;
        this.spaces = spaces;
        this.store = store;
        this.clock = clock;
    }

    /** @param leftEmpty a space that gets no sample pages because something else goes there, or null */
    void run(@Nullable SpaceId leftEmpty) {
        accounts.createMissing(
                ROLES.entrySet().stream()
                        .map(entry -> new Accounts.Member(entry.getKey(), person(entry.getKey()), entry.getValue()))
                        .toList(),
                PasswordRules.DEFAULT);
        rights.restrict(PRIVATE);
        fill(HANDBOOK, "Handbook", SamplePages.HANDBOOK, leftEmpty);
        fill(PRIVATE, "Private", SamplePages.PRIVATE, leftEmpty);
    }

    private void fill(SpaceId id, String name, List<SamplePages.Sample> samples, @Nullable SpaceId leftEmpty) {
        Space space =
                spaces.stored(id).map(stored -> stored.space()).orElseGet(() -> spaces.create(id, "", name, true));
        boolean untouched = store.changes(space, Cursor.START, 1).changes().isEmpty();
        if (untouched && !id.equals(leftEmpty)) {
            store.apply(
                    space,
                    new SamplePages(store, space).plan(samples, person(ADMIN), clock.instant()),
                    ApplyContext.edit(ADMIN));
        }
    }

    private static Person person(String name) {
        return new Person(Character.toUpperCase(name.charAt(0)) + name.substring(1), name + "@example.org");
    }
}
