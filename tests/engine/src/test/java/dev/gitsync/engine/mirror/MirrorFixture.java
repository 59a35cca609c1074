package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.Remotes;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.remotes.LocalRemote;
import dev.gitsync.tests.remotes.ObjectCopy;
import dev.gitsync.tests.store.FaultyPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** A wiki in memory with one space, its mirror, and the bare repository that it mirrors to. */
final class MirrorFixture {
    static final MirrorId ID = new MirrorId("handbook");
    static final Person ADA = new Person("Ada Lovelace", "ada@example.org");
    private static final Pusher GRACE = new Pusher("grace", new Person("Grace Hopper", "grace@example.org"));
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    final Space space = new Space(new SpaceId("handbook"), "acme", "Handbook");
    final InMemoryPageStore wiki;
    final FaultyPageStore faultyWiki;
    final InMemorySpaceDirectory spaces = InMemorySpaceDirectory.of(space);
    final RepositoryStore repositories;
    final MirrorStateStore states;
    final InMemoryRepositoryStore remotes = new InMemoryRepositoryStore();
    final LocalRemote remote = new LocalRemote(this::remoteRepository);
    /** A person with a clone of the remote. */
    final Clone there = new Clone(this::remoteRepository);

    private final UnaryOperator<GitSyncBuilder> more;
    private Mirror.Options options = Mirror.Options.defaults();
    private Instant time = NOON;
    private volatile boolean isRemoved;
    GitSync sync;

    MirrorFixture() {
        this(new InMemoryRepositoryStore(), new InMemoryMirrorStateStore(), builder -> builder);
    }

    MirrorFixture(UnaryOperator<GitSyncBuilder> more) {
        this(new InMemoryRepositoryStore(), new InMemoryMirrorStateStore(), more);
    }

    MirrorFixture(RepositoryStore repositories, MirrorStateStore states, UnaryOperator<GitSyncBuilder> more) {
        this(new InMemoryPageStore(), repositories, states, more);
    }

    /** A wiki with attachments. */
    static MirrorFixture withAttachments(UnaryOperator<GitSyncBuilder> more) {
        return new MirrorFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                new InMemoryMirrorStateStore(),
                more);
    }

    private MirrorFixture(
            InMemoryPageStore wiki,
            RepositoryStore repositories,
            MirrorStateStore states,
            UnaryOperator<GitSyncBuilder> more) {
        this.wiki = wiki;
        this.faultyWiki = new FaultyPageStore(wiki);
        this.repositories = repositories;
        this.states = states;
        this.more = more;
        this.sync = build();
    }

    /** Another process on the same stores. */
    GitSync build() {
        GitSyncBuilder builder = GitSync.builder()
                .spaces(spaces)
                .pages(faultyWiki)
                .repositories(repositories)
                .mirrors(new Directory())
                .mirrorStates(states);
        return more.apply(Remotes.of(builder, remote)).build();
    }

    Repository remoteRepository() {
        return remotes.open(space).git();
    }

    MirrorFixture direction(Direction direction) {
        options = options.direction(direction);
        return this;
    }

    MirrorFixture branch(String branch) {
        options = options.branch(branch);
        return this;
    }

    MirrorFixture folder(String folder) {
        options = options.folder(folder);
        return this;
    }

    /** Takes the mirror out of the directory. */
    void remove() {
        isRemoved = true;
    }

    Mirror mirror() {
        return new Mirror(ID, space.id(), new RemoteUrl("https://git.example.org/handbook.git"), options);
    }

    /** Runs the mirror once, as the operator does. */
    MirrorReport run() {
        return sync.mirrors().run(ID);
    }

    /** Runs the mirror once; this has to be the outcome. */
    MirrorReport run(Outcome outcome) {
        MirrorReport report = run();
        assertThat(report.outcome()).as("%s", report).isEqualTo(outcome);
        return report;
    }

    MirrorState state() {
        return sync.mirrors().state(ID).orElseThrow();
    }

    void decide(MirrorState.Decision decision) {
        assertThat(sync.mirrors().decide(ID, decision)).as("%s", decision).isTrue();
    }

    /** A page made in the browser. */
    PageId page(String title, @Nullable String text) {
        return wiki.create(space, null, title, text, edit("Create " + title));
    }

    void edit(PageId page, String text) {
        wiki.edit(space, page, text, edit("Edit to " + text.strip()));
    }

    Provenance edit(String message) {
        time = time.plusSeconds(60);
        return Provenance.wiki(ADA, time, message);
    }

    @Nullable
    String text(PageId page) {
        return wiki.page(space, page).orElseThrow().content().text();
    }

    /** The titles of the live pages, in no order. */
    List<String> titles() {
        return wiki.pages(space, null, 10_000).stream()
                .map(page -> page.content().title())
                .toList();
    }

    /** The wiki's main as it is, without catching up. */
    ObjectId main() throws IOException {
        return here().branch("main");
    }

    /** The wiki's main after catching up. */
    ObjectId caughtUp() throws IOException {
        assertThat(sync.catchUp(space.id()).isCaughtUp()).isTrue();
        return main();
    }

    /** A person with a clone of the wiki. */
    Clone here() {
        return new Clone(() -> sync.open(space));
    }

    /** Has a clone of the wiki commit a file on top of main, and push it. */
    PushResult push(String path, String text, String message) throws IOException {
        ObjectId seen = caughtUp();
        ObjectId commit = here().at(seen).write(path, text).commit(message);
        return push(seen, commit);
    }

    PushResult push(ObjectId seen, ObjectId commit) {
        try (Repository repository = sync.open(space)) {
            return sync.ingestPush(space, repository, GRACE, new PushAttempt.Proposal(seen, commit, List.of()));
        }
    }

    /** Has somebody commit a file at the remote, on top of its branch. */
    ObjectId commitThere(String path, String text, String message) throws IOException {
        ObjectId commit = there.at(there.branch("main")).write(path, text).commit(message);
        there.set("main", commit);
        return commit;
    }

    /** Makes the remote what {@code git clone --bare} of the wiki makes of it. */
    void cloneToTheRemote(ObjectId commit) throws IOException {
        try (Repository from = sync.open(space);
                Repository to = remoteRepository()) {
            ObjectCopy.copy(from, commit, to, to.newObjectInserter());
        }
        there.set("main", commit);
    }

    /** Copies a commit of the remote into the wiki's repository, as a push would. */
    void cloneToTheWiki(ObjectId commit) throws IOException {
        try (Repository from = remoteRepository();
                Repository to = repositories.open(space).git()) {
            ObjectCopy.copy(from, commit, to, to.newObjectInserter());
        }
    }

    /** Every revision of the wiki, in order. */
    List<String> feed() {
        return wiki.changes(space, Cursor.START, 10_000).changes().stream()
                .map(change -> change instanceof Change.Revision revision
                        ? revision.content().title() + ": " + revision.content().text()
                        : change.version() + " gone")
                .toList();
    }

    /** The branches of the remote. */
    Map<String, ObjectId> branches() throws IOException {
        Map<String, ObjectId> branches = new TreeMap<>();
        try (Repository git = remoteRepository()) {
            for (Ref ref : git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                branches.put(ref.getName(), ref.getObjectId());
            }
        }
        return branches;
    }

    /** Both sides are at one commit, and the wiki is what main says. */
    void assertSettled() throws IOException {
        assertThat(there.branch("main")).isEqualTo(main());
        assertVerified();
    }

    void assertVerified() {
        VerifyReport report = sync.verify(space.id());
        assertThat(report)
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        verified -> assertThat(verified.differences()).isEmpty());
    }

    private final class Directory implements MirrorDirectory {
        @Override
        public Optional<Mirror> find(MirrorId id) {
            return all().stream().filter(mirror -> mirror.id().equals(id)).findFirst();
        }

        @Override
        public List<Mirror> all() {
            return isRemoved ? List.of() : List.of(mirror());
        }
    }
}
