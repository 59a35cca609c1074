package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.tests.GitClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Laws 1, 2, 4 and 5, promises L1, L4, A3, A5, C1 and B8: three replicas over one PostgreSQL, of which one after the other is
 * killed or stopped, whose COMMITs are cut off, swallowed or not answered, whose PostgreSQL crashes, and whose lock lies. What
 * was acknowledged is there once, what was said not to be saved is not, and wiki and git are the same. That applies to pages, to files
 * that are uploaded and changed in the wiki, and to files and objects of Git LFS that are pushed.
 *
 * <p>A trouble lasts until every actor got through in spite of it, and the next one begins when every actor got through without.
 * So each wait has an end, or the campaign fails and tells who waits for what. The kinds of trouble take turns, and the campaign goes on
 * until each had one, even after its time.
 *
 * <p>Not part of the normal tests, where {@link KilledReplicaTest} kills replicas one by one. It ends with a table of how long readers
 * and writers waited; twenty minutes of it:
 *
 * <pre>mvn -B -pl examples/demo-wiki -am test -Dtest=CrashCampaignTest -Dgitsync.campaign.seconds=1200 \
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@EnabledIfSystemProperty(named = "gitsync.campaign.seconds", matches = "\\d+")
class CrashCampaignTest {
    private static final Logger LOG = LoggerFactory.getLogger(CrashCampaignTest.class);
    private static final int SECONDS = Integer.getInteger("gitsync.campaign.seconds", 60);
    private static final int PUSHERS = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration THOUGHT = Duration.ofMillis(200);
    /** So that the wiki is edited about once a second. */
    private static final Duration EDITORS_THOUGHT = Duration.ofSeconds(CampaignTroubles.REPLICAS);

    private final List<CampaignPusher> pushers = new ArrayList<>();
    private final Queue<CampaignFile> files = new ConcurrentLinkedQueue<>();
    private final Queue<String> saved = new ConcurrentLinkedQueue<>();
    private final Queue<String> notSaved = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final CampaignLog log = new CampaignLog();
    private final List<CampaignActor> actors = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final CampaignTroubles troubles;

    CrashCampaignTest(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        this.folder = folder;
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
        troubles = new CampaignTroubles(folder, postgres.getPort(), Jdbi.create(postgres.getPostgresDatabase()), log);
    }

    @AfterEach
    void stopAll() throws IOException {
        troubles.close();
        postgres.close();
    }

    @Test
    void nothingIsLostOrToldWrongWhateverBreaks() throws Exception {
        track();
        for (int i = 0; i < CampaignTroubles.REPLICAS; i++) {
            String prefix = "Edit " + i + " ";
            add(new CampaignActor.Who("reader", i, THOUGHT), () -> this::read);
            add(
                    new CampaignActor.Who("editor", i, EDITORS_THOUGHT),
                    () -> replica -> edit(replica, prefix + System.nanoTime()));
            add(new CampaignActor.Who("uploader", i, EDITORS_THOUGHT), uploads(i));
        }
        for (int i = 0; i < PUSHERS; i++) {
            add(new CampaignActor.Who("pusher", i, THOUGHT), pushes(i));
        }
        try {
            run();
        } finally {
            LOG.warn( // whatever the level is
                    "Troubles: {}; acknowledged: {} pushes, {} saves; not saved: {}; files: {}\n{}",
                    log.kinds(),
                    pushed().size(),
                    saved.size(),
                    notSaved.size(),
                    files.size(),
                    log.summary());
        }
        check();
    }

    private void add(CampaignActor.Who who, CampaignActor.Round round) {
        actors.add(new CampaignActor(who, round, log, end));
    }

    private void run() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(actors.size());
        List<Future<Void>> all = actors.stream().map(people::submit).toList();
        try {
            long lastTrouble = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int count = 0; count < CampaignTroubles.KINDS || System.nanoTime() < lastTrouble; count++) {
                awaitRound(all);
                troubles.make(count, () -> awaitRound(all));
                log.ends();
            }
            end.countDown();
            for (Future<Void> one : all) {
                one.get(2 * CampaignActor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (Exception | AssertionError e) {
            troubles.dumpThreads();
            LOG.error("Who was at work: {}", actors);
            throw e;
        } finally {
            end.countDown();
            people.shutdownNow();
        }
    }

    /** Waits until every actor has got through in a round that begins from now on. */
    private void awaitRound(List<Future<Void>> all) {
        List<Integer> begun = actors.stream().map(CampaignActor::begun).toList();
        await().atMost(CampaignActor.PATIENCE.multipliedBy(2)).until(() -> {
            for (Future<Void> one : all) {
                requireAlive(one);
            }
            return IntStream.range(0, actors.size()).allMatch(i -> actors.get(i).ended() > begun.get(i));
        });
    }

    private static void requireAlive(Future<Void> one) throws InterruptedException {
        if (one.isDone()) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new AssertionError("an actor failed", e.getCause());
            }
        }
    }

    private Optional<String> read(int number) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    troubles.replica(number).request("/git/handbook.git/info/refs?service=git-receive-pack", "GET", "");
            noteIfBroken(answer);
            return answer.statusCode() == 200 ? Optional.empty() : Optional.of(told(answer));
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    /** Saves a page; a save that is said to have failed is not repeated under the same name. */
    private Optional<String> edit(int number, String title) throws InterruptedException {
        String attempt = title + " at " + number;
        try {
            HttpResponse<String> answer = troubles.replica(number)
                    .request("/api/spaces/handbook/pages", "POST", "{\"title\":\"" + attempt + "\",\"text\":\"x\"}");
            noteIfBroken(answer);
            if (answer.statusCode() == 201) {
                saved.add(attempt);
                return Optional.empty();
            } else if (!answer.body().contains("not known")) {
                notSaved.add(attempt);
            }
            return Optional.of(told(answer));
        } catch (IOException e) {
            return Optional.of(e.toString()); // it is not known
        }
    }

    private void noteIfBroken(HttpResponse<String> answer) {
        if (answer.body().contains("<html") || answer.statusCode() == 500) {
            broken.add(told(answer));
        }
    }

    private static String told(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body().strip();
    }

    private CampaignActor.Round pushes(int number) throws IOException {
        GitClient git = GitClient.at(Files.createDirectory(folder.resolve("git-" + number)));
        CampaignPusher pusher = new CampaignPusher(git, number, troubles::replica);
        pushers.add(pusher);
        return pusher::begin;
    }

    /** Uploads one file after the other to a page, and changes each in every way. */
    private CampaignActor.Round uploads(int number) throws Exception {
        String title = "Uploads " + number;
        String created = troubles.replica(number)
                .post("/api/spaces/handbook/pages", "{\"title\":\"" + title + "\",\"text\":\"x\"}");
        CampaignFile.Page page =
                new CampaignFile.Page(JSON.readTree(created).get("id").stringValue(), title);
        Deque<CampaignFile> mine = new ArrayDeque<>();
        return () -> {
            if (mine.isEmpty() || mine.getLast().isComplete()) {
                mine.add(new CampaignFile(
                        page, "file-" + number + "-" + mine.size() + ".txt", troubles::replica, broken));
                files.add(mine.getLast());
            }
            return mine.getLast().begin();
        };
    }

    /** Pointers at these paths are objects of Git LFS from now on. */
    private void track() throws IOException {
        GitClient git = GitClient.at(Files.createDirectory(folder.resolve("attributes")));
        git.ok("clone", "-q", troubles.replica(0).cloneUrl(), "clone");
        git.in("clone").commit(".gitattributes", "*.psd filter=lfs\n");
        git.in("clone").ok("push", "-q");
    }

    private List<String> pushed() {
        return pushers.stream().flatMap(pusher -> pusher.pages().stream()).toList();
    }

    private void check() throws Exception {
        assertThat(broken).as("answers of a broken server").isEmpty();
        GitClient git = GitClient.at(Files.createDirectory(folder.resolve("check")));
        git.ok("clone", "-q", troubles.replica(0).cloneUrl(), "clone");
        GitClient clone = git.in("clone");
        assertThat(clone.run("fsck", "--full", "--strict").exitCode()).isZero();
        List<String> paths = clone.ok("ls-files").lines().toList();
        assertThat(paths).containsAll(pushed()).doesNotHaveDuplicates();
        assertThat(paths).containsAll(saved.stream().map(title -> title + ".md").toList());
        assertThat(notSaved).as("what was said not to be saved").noneMatch(title -> paths.contains(title + ".md"));
        for (CampaignFile file : files) {
            file.check(troubles.replica(0), clone);
        }
        for (CampaignPusher pusher : pushers) {
            pusher.check(troubles.replica(1), clone);
        }
        assertThat(clone.ok("log", "--format=%s").lines())
                .filteredOn(subject -> subject.startsWith("Write "))
                .doesNotHaveDuplicates();
        for (int i = 0; i < CampaignTroubles.REPLICAS; i++) {
            assertThat(troubles.replica(i).post("/api/spaces/handbook/verify", ""))
                    .contains("\"clean\":true");
        }
    }
}
