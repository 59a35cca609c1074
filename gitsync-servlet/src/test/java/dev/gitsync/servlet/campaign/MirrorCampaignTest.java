package dev.gitsync.servlet.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.tests.ApacheGit;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.SshGit;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Mirrors against real remotes: people edit and push at both sides at once, while the processes of the wikis are killed at any call and
 * connections are cut anywhere, also after the remote has executed a push and before its report arrives. At the end, both sides have one
 * commit with every acknowledged change once, and nothing at the remote was overwritten.
 *
 * <p>The normal tests run a short form with 100 pages. Ten minutes with 10,000 pages for each remote:
 *
 * <pre>mvn -B -pl gitsync-servlet -am test -Dtest=MirrorCampaignTest -Dgitsync.mirrorCampaign.seconds=600 \
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class MirrorCampaignTest {
    private static final int SECONDS = Integer.getInteger("gitsync.mirrorCampaign.seconds", 0);
    private static final long SEED = Long.getLong("gitsync.mirrorCampaign.seed", 1);
    private static final Book BOOK = new Book(SECONDS == 0 ? 100 : 10_000);

    private static final Book SMALL = new Book(20);
    private static final Map<String, String> WIKI_USER =
            Map.of("REMOTE_USER", CampaignWiki.USER, "REMOTE_PASSWORD", CampaignWiki.PASSWORD);

    private final Changes changes = new Changes();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Path folder;

    MirrorCampaignTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void killsAreNoNews() {
        level("dev.gitsync", Level.OFF);
        level("dev.gitsync.internal.mirror", SECONDS == 0 ? Level.OFF : Level.ERROR);
        level(MirrorCampaignTest.class.getPackageName(), SECONDS == 0 ? Level.OFF : Level.INFO);
    }

    @AfterAll
    static void killsAreNewsAgain() {
        level("dev.gitsync", null);
        level("dev.gitsync.internal.mirror", null);
        level(MirrorCampaignTest.class.getPackageName(), null);
    }

    private static void level(String logger, @Nullable Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    @Test
    @EnabledIf("dev.gitsync.tests.ApacheGit#isAvailable")
    void remoteBehindApache() throws Exception {
        ApacheGit apache = opened(ApacheGit.start());
        GitClient bare = apache.create("handbook");
        URI url = URI.create(apache.url("handbook"));
        CuttingProxy proxy = opened(new CuttingProxy(url.getPort()));
        RemoteUrl remote = new RemoteUrl("http://127.0.0.1:" + proxy.port() + url.getPath());
        RemoteKiller killer = opened(new RemoteKiller(apache::workers, apache::killAndRestart, bare.folder()));
        bareRemote(
                new Bare(bare, proxy, killer),
                new CampaignWiki.Remote(
                        remote, Map.of("REMOTE_USER", ApacheGit.USER, "REMOTE_PASSWORD", ApacheGit.PASSWORD)));
    }

    @Test
    @EnabledIf("dev.gitsync.tests.SshGit#isAvailable")
    void remoteBehindSshd() throws Exception {
        SshGit sshd = opened(SshGit.start());
        GitClient bare = sshd.create("handbook");
        URI url = URI.create(sshd.url("handbook"));
        CuttingProxy proxy = opened(new CuttingProxy(url.getPort()));
        RemoteUrl remote = new RemoteUrl("ssh://" + url.getUserInfo() + "@127.0.0.1:" + proxy.port() + url.getPath());
        String hostKeys = sshd.hostKeys().replace(":" + url.getPort() + " ", ":" + proxy.port() + " ");
        RemoteKiller killer = opened(new RemoteKiller(sshd::sessions, sshd::killSessions, bare.folder()));
        bareRemote(
                new Bare(bare, proxy, killer),
                new CampaignWiki.Remote(
                        remote, Map.of("REMOTE_SSH_KEY", sshd.userKey(), "REMOTE_SSH_HOST_KEYS", hostKeys)));
    }

    /** A bare repository behind a server. */
    private record Bare(GitClient git, CuttingProxy proxy, RemoteKiller killer) {}

    private void bareRemote(Bare server, CampaignWiki.Remote remote) throws Exception {
        GitClient bare = server.git();
        share(bare);
        Clone clone = opened(new BareClone(bare.folder()));
        new Committer("there", 1, BOOK, clone, changes).begin();
        CampaignWiki wiki = opened(new CampaignWiki(folder.resolve("wiki")));
        wiki.mirrorTo(remote);
        wiki.run();

        Clone person = opened(new BareClone(bare.folder()));
        new Campaign(SECONDS, SEED, changes)
                .side(new Campaign.Side(
                        wiki,
                        server.proxy(),
                        new ConflictSolver("solver", person, () -> person.branch("gitsync/handbook"), changes),
                        Optional.of(server.killer())))
                .people(new WikiAuthor("here", 0, BOOK, wiki.pages(), changes))
                .people(new Committer("clone", 0, BOOK, opened(new HttpClone(wiki.url())), changes))
                .people(new Committer("there", 1, BOOK, clone, changes))
                .people(new Committer("too", 1, BOOK, opened(new BareClone(bare.folder())), changes))
                .run();

        assertThat(mainOf(wiki)).isEqualTo(clone.branch("main"));
        assertWhole(wiki);
        bare.ok("fsck", "--strict");
        assertNothingWasOverwritten(bare, "main");
        assertNothingWasOverwritten(bare, "gitsync/handbook");
    }

    @Test
    void wikisThatMirrorEachOther() throws Exception {
        CampaignWiki one = opened(new CampaignWiki(folder.resolve("one")));
        CampaignWiki other = opened(new CampaignWiki(folder.resolve("other")));
        CuttingProxy toOne = opened(new CuttingProxy(one.port()));
        CuttingProxy toOther = opened(new CuttingProxy(other.port()));
        one.mirrorTo(new CampaignWiki.Remote(new RemoteUrl(CampaignWiki.url(toOther.port())), WIKI_USER));
        other.mirrorTo(new CampaignWiki.Remote(new RemoteUrl(CampaignWiki.url(toOne.port())), WIKI_USER));
        new Committer("there", 1, BOOK, opened(new HttpClone(other.url())), changes).begin();
        one.run();

        new Campaign(SECONDS, SEED, changes)
                .side(new Campaign.Side(one, toOther, solver("solver", one, other), Optional.empty()))
                .side(new Campaign.Side(other, toOne, solver("solver there", other, one), Optional.empty()))
                .people(new WikiAuthor("here", 0, BOOK, one.pages(), changes))
                .people(new Committer("clone", 0, BOOK, opened(new HttpClone(one.url())), changes))
                .people(new WikiAuthor("there", 1, BOOK, other.pages(), changes))
                .people(new Committer("too", 1, BOOK, opened(new HttpClone(other.url())), changes))
                .run();

        assertThat(mainOf(one)).isEqualTo(mainOf(other));
        assertWhole(one);
        assertWhole(other);
    }

    private Participant solver(String who, CampaignWiki at, CampaignWiki with) {
        HttpClone clone = opened(new HttpClone(at.url()));
        return new ConflictSolver(who, clone, () -> clone.other(with.url()), changes);
    }

    /** The server shows an older commit to those who push for ten seconds after an edit. */
    @Test
    void pushesToAWikiThatWasJustEdited() throws Exception {
        CampaignWiki one = opened(new CampaignWiki(folder.resolve("one")));
        CampaignWiki other = opened(new CampaignWiki(folder.resolve("other")));
        one.mirrorTo(new CampaignWiki.Remote(new RemoteUrl(other.url()), WIKI_USER));
        new Committer("there", 1, SMALL, opened(new HttpClone(other.url())), changes).begin();
        one.run();
        Provenance now = Provenance.wiki(new Person("Ada Lovelace", "ada@example.org"), Instant.now(), "");
        one.pages().create(CampaignWiki.SPACE, null, "Here", "text\n", now);
        other.pages().create(CampaignWiki.SPACE, null, "There", "text\n", now);

        MirrorReport report = one.run();

        assertThat(report.outcome()).as("%s", report).isEqualTo(MirrorReport.Outcome.BOTH_WAYS);
        assertThat(mainOf(one)).isEqualTo(mainOf(other));
    }

    private static ObjectId mainOf(CampaignWiki wiki) throws IOException {
        try (Repository git = wiki.sync().open(CampaignWiki.SPACE)) {
            return git.resolve("refs/heads/main");
        }
    }

    /** Every change is in the wiki once, the wiki is what main says, and real git has no complaints about its repository. */
    private void assertWhole(CampaignWiki wiki) throws IOException {
        assertThat(wiki.sync().verify(CampaignWiki.SPACE.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        verified -> assertThat(verified.differences()).isEmpty());
        GitClient.at(wiki.root()).in("handbook.git").ok("fsck", "--strict");
        Map<String, List<String>> contents = new TreeMap<>();
        List<String> messages = new ArrayList<>();
        try (Repository git = wiki.sync().open(CampaignWiki.SPACE);
                TreeWalk files = new TreeWalk(git);
                RevWalk commits = new RevWalk(git)) {
            RevCommit main = commits.parseCommit(git.resolve("refs/heads/main"));
            files.addTree(main.getTree());
            files.setRecursive(true);
            while (files.next()) {
                byte[] content = git.open(files.getObjectId(0)).getBytes();
                contents.put(
                        files.getPathString(),
                        new String(content, StandardCharsets.UTF_8).lines().toList());
            }
            commits.markStart(main);
            for (RevCommit commit : commits) {
                messages.add(commit.getFullMessage().strip());
            }
        }
        changes.assertIn(contents, messages);
    }

    /**
     * Every commit that a branch was moved from is in its history now. (A process that is killed can leave a line in the log for a
     * move that it did not make.)
     */
    private static void assertNothingWasOverwritten(GitClient bare, String branch) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("rev-list", "--count"));
        Path log = bare.folder().resolve("logs/refs/heads").resolve(branch);
        try (var lines = Files.lines(log)) {
            lines.map(line -> line.substring(0, Constants.OBJECT_ID_STRING_LENGTH))
                    .filter(id -> !id.equals(ObjectId.zeroId().name()))
                    .distinct()
                    .forEach(arguments::add);
        }
        arguments.addAll(List.of(branch, "^" + branch));
        assertThat(bare.ok(arguments.toArray(String[]::new))).isEqualTo("0");
    }

    /** Lets every user of this machine write to a repository, and keep a log of its branches. */
    private static void share(GitClient bare) throws IOException {
        bare.ok("config", "core.logAllRefUpdates", "true");
        bare.ok("config", "receive.autogc", "false");
        for (int i = 0; i < 256; i++) {
            Files.createDirectories(bare.folder().resolve("objects/%02x".formatted(i)));
        }
        Files.createDirectories(bare.folder().resolve("logs/refs/heads"));
        for (String log : List.of("logs/HEAD", "logs/refs/heads/main")) {
            Files.createFile(bare.folder().resolve(log));
        }
        try (var files = Files.walk(bare.folder())) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxrwxrwx" : "rw-rw-rw-"));
            }
        }
    }
}
