package dev.gitsync.benchmarks.roundtrip;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.side.BenchDatabase;
import dev.gitsync.benchmarks.side.PlainGit;
import dev.gitsync.benchmarks.side.Site;
import dev.gitsync.benchmarks.side.Stores;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.VerifyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pushes a repository into an empty space, as git pushes, and compares: each file of its {@code HEAD} must be a page, an attachment of
 * the nearest page with the same contents, hidden, or a link; and a clone must have the same commit and tree.
 */
final class RoundTrip {
    private final Path folder;
    private final BenchDatabase database;
    private final Site ours;
    private final PlainGit plain;

    RoundTrip(Path folder, BenchDatabase database, Site ours, PlainGit plain) {
        this.folder = folder;
        this.database = database;
        this.ours = ours;
        this.plain = plain;
    }

    /** Takes a bare repository there and back. */
    RoundTripResult measure(Path repository, String name) {
        Space space = new JdbiSpaces(database.pool().jdbi()).create(new SpaceId(spaceName(name)), "", name, true);
        String id = space.id().value();
        plain.createEmpty(id);
        String head = git(repository, "rev-parse", "HEAD");
        boolean isLarge = Files.isDirectory(repository.resolve("lfs/objects"));
        double push = push(repository, ours.url(id), isLarge);
        double plainPush = push(repository, plain.url(id), false);
        Path clone = folder.resolve(id);
        double cloned = clone(ours, id, clone, isLarge);
        double plainCloned = clone(plain, id, folder.resolve(id + "-plain"), false);
        Set<String> faults = new TreeSet<>();
        if (!git(clone, "rev-parse", "HEAD").equals(head)) {
            faults.add("another commit");
        } else if (isLarge ? !isUnchanged(clone) : !isEqual(clone, folder.resolve(id + "-plain"))) {
            faults.add("another working tree than from plain git");
        }
        Command.delete(folder.resolve(id + "-plain"));
        GitFiles files = GitFiles.of(clone);
        int folderPages = compare(space, files, faults);
        Command.delete(clone);
        int commits = Integer.parseInt(git(repository, "rev-list", "--count", "HEAD"));
        return new RoundTripResult(
                name,
                commits,
                new RoundTripResult.Times(push, plainPush, cloned, plainCloned),
                files,
                folderPages,
                faults);
    }

    private int compare(Space space, GitFiles files, Set<String> faults) {
        Stores stores = Stores.of(database.pool().jdbi(), null, JdbiRepositoryStore.DEFAULT_GRACE);
        try (var leases = new LeasedSpaceLock(new JdbiLeases(database.pool().jdbi()));
                GitSync engine = stores.engine(leases).build()) {
            VerifyReport report = engine.verify(space.id());
            if (!report.isClean()) {
                faults.add(report.toString());
            }
            WikiFiles wiki = WikiFiles.of(engine, stores.pages(), space);
            faults.addAll(wiki.differences(files));
            return wiki.folders().size() - wiki.pages().size();
        }
    }

    private static double push(Path repository, String url, boolean isLarge) {
        double objects = isLarge
                ? Command.gitLfs("lfs", "push", "--all", url, "HEAD")
                        .in(repository)
                        .millis()
                : 0;
        return objects
                + Command.git("push", "-q", "--no-verify", url, "HEAD:refs/heads/main")
                        .in(repository)
                        .millis();
    }

    private static double clone(Site site, String space, Path target, boolean isLarge) {
        String url = site.url(space);
        return (isLarge
                        ? Command.gitLfs("clone", "-q", url, target.toString())
                        : Command.git("clone", "-q", url, target.toString()))
                .millis();
    }

    /** Whether each file has the contents of its object. */
    private static boolean isUnchanged(Path clone) {
        return git(clone, "status", "--porcelain").isEmpty();
    }

    private static boolean isEqual(Path clone, Path other) {
        return Command.of("diff", "-rq", "--no-dereference", "-x", ".git", clone.toString(), other.toString())
                .succeeds();
    }

    private static String spaceName(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static String git(Path repository, String... words) {
        return Command.gitLfs(words).in(repository).run().strip();
    }
}
