package dev.gitsync.demo;

import dev.gitsync.demo.account.Account.Role;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.PasswordRules;
import dev.gitsync.jdbi.JdbiSpaces.StoredSpace;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates the accounts, spaces and pages of a new wiki. Every step checks first whether it was done, so that the next start completes
 * an interrupted one.
 */
final class FirstStart {
    static final String ADMIN = "ada";
    static final SpaceId HANDBOOK = new SpaceId("handbook");
    static final SpaceId PRIVATE = new SpaceId("private");

    private static final Map<String, Role> ROLES = Map.of(ADMIN, Role.ADMIN, "bob", Role.WRITER, "eve", Role.READER);
    private static final String FOLDER = "/dev/gitsync/demo/handbook/";

    /** The pages that explain the product, parents before children. */
    private static final List<Sample> HANDBOOK_PAGES = List.of(
            new Sample("Welcome", null, "welcome.md"),
            new Sample("Working with git", null, "git.md"),
            new Sample("Clone and pull", "Working with git", "clone.md"),
            new Sample("Push", "Working with git", "push.md"),
            new Sample("When two people write", "Working with git", "conflicts.md"),
            new Sample("Writing pages", null, "writing.md"),
            new Sample("Markdown by example", "Writing pages", "markdown.md"),
            new Sample("Pages and files", "Writing pages", "files.md"),
            new Sample("Running this wiki", null, "running.md"),
            new Sample("Accounts and rights", "Running this wiki", "accounts.md"),
            new Sample("The JSON API", "Running this wiki", "api.md"));

    private static final List<Sample> PRIVATE_PAGES =
            List.of(new Sample("Only for administrators", null, "private.md"));

    /** @param parent the title of the parent page, or null */
    private record Sample(String title, @Nullable String parent, String file) {}

    private final Parts parts;

    FirstStart(Parts parts) {
        this.parts = parts;
    }

    /** @param leftEmpty a space without sample pages because an import fills it, or null */
    void run(@Nullable SpaceId leftEmpty) {
        List<Accounts.Member> members = ROLES.entrySet().stream()
                .map(entry -> new Accounts.Member(entry.getKey(), person(entry.getKey()), entry.getValue()))
                .toList();
        parts.accounts().createMissing(members, PasswordRules.DEFAULT);
        parts.rights().restrict(PRIVATE);
        fill(HANDBOOK, "Handbook", HANDBOOK.equals(leftEmpty) ? List.of() : HANDBOOK_PAGES);
        fill(PRIVATE, "Private", PRIVATE.equals(leftEmpty) ? List.of() : PRIVATE_PAGES);
    }

    private void fill(SpaceId id, String name, List<Sample> samples) {
        Space space = parts.spaces()
                .stored(id)
                .map(StoredSpace::space)
                .orElseGet(() -> parts.spaces().create(id, "", name, true));
        boolean untouched =
                parts.store().changes(space, Cursor.START, 1).changes().isEmpty();
        if (untouched && !samples.isEmpty()) {
            parts.store().apply(space, creation(space, samples), ApplyContext.edit(ADMIN));
        }
    }

    private List<PageChange> creation(Space space, List<Sample> samples) {
        Provenance hello = Provenance.wiki(person(ADMIN), parts.clock().instant(), "Say hello");
        Map<String, PageId> ids = new HashMap<>();
        List<PageChange> plan = new ArrayList<>();
        for (Sample sample : samples) {
            PageId id = parts.store().newPageId(space);
            ids.put(sample.title(), id);
            PageId parent = sample.parent() == null ? null : ids.get(sample.parent());
            plan.add(new PageChange.Create(id, new PageContent(parent, sample.title(), text(sample.file())), hello));
        }
        return plan;
    }

    private static String text(String file) {
        try (InputStream in = FirstStart.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks the sample page " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Person person(String name) {
        return new Person(Character.toUpperCase(name.charAt(0)) + name.substring(1), name + "@example.org");
    }
}
