package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedAttachment;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise K4, faults H1 and H2: every revision of a page or an attachment that a push made names the commit that the installed git names
 * for it. The test asks {@code git log -1 <tip> -- <path>}, which follows at each merge the parent with the same content. If
 * that leads to a commit that main had already, the push restored an old text. Then the revision must name a commit of
 * the push that made the same text again, as git reports of that commit; or the commit that git names if its graph
 * contains only the commits of the push that descend from main (by {@code GIT_GRAFT_FILE}).
 *
 * <p>{@code -Dgitsync.histories=500} runs 500 histories.
 */
class AuthorshipOracleTest {
    private static final int HISTORIES = Integer.getInteger("gitsync.histories", 60);
    private static final int HISTORIES_PER_SPACE = 20;

    @TempDir
    private Path folder;

    private final Map<Ask, String> named = new LinkedHashMap<>();
    private final Map<Ask, Set<ObjectId>> pushed = new HashMap<>();
    private final Map<Ask, Path> grafts = new HashMap<>();
    /** Questions whose named commit has the text of the tip. */
    private final Set<Ask> sameText = new HashSet<>();

    private int histories;
    private int attachments;

    /** A path of a commit, the tip of a push. */
    private record Ask(String tip, String path) {}

    @Test
    void namesTheCommitThatGitNamesInEveryRevision() throws IOException {
        for (int seed = 0; histories < HISTORIES; seed++) {
            pushHistories(new Random(seed), seed);
        }

        Map<Ask, String> git = git(named.keySet(), false);
        Set<Ask> old = new HashSet<>();
        SoftAssertions all = new SoftAssertions();
        for (Map.Entry<Ask, String> entry : named.entrySet()) {
            Ask ask = entry.getKey();
            String byGit = known(git, ask);
            if (byGit.isEmpty() || !known(pushed, ask).contains(ObjectId.fromString(byGit))) {
                old.add(ask);
            } else {
                all.assertThat(entry.getValue()).as("%s", ask).isEqualTo(byGit);
            }
        }
        Map<Ask, String> descending = git(old, true);
        Map<Ask, Ask> again = new HashMap<>();
        old.stream()
                .filter(ask -> sameText.contains(ask))
                .forEach(ask -> again.put(ask, new Ask(known(named, ask), ask.path())));
        Map<Ask, String> madeAgain = git(Set.copyOf(again.values()), false);
        old.forEach(ask -> all.assertThat(named.get(ask))
                .as("%s, which restored an old text", ask)
                .isIn(known(descending, ask), again.containsKey(ask) ? known(madeAgain, known(again, ask)) : ""));
        all.assertAll();
        assertThat(named.size()).as("revisions").isGreaterThan(2 * HISTORIES);
        assertThat(attachments).as("attachments").isGreaterThan(HISTORIES / 2);
        assertThat(old.size()).as("old texts").isPositive().isLessThan(named.size() / 2);
    }

    private void pushHistories(Random random, int seed) throws IOException {
        EngineFixture wiki = new EngineFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .deletes(deletes -> deletes.maxShare(1.0).maxPages(1_000))
                        .build()));
        wiki.page(null, "home", "home\n");
        wiki.pull();
        try (Repository repository = wiki.sync.open(wiki.space)) {
            RandomGraph graph = new RandomGraph(repository, random);
            for (int i = 0; i < HISTORIES_PER_SPACE; i++) {
                if (i % 3 == 2) {
                    editInWiki(wiki, random);
                }
                push(wiki, repository, graph);
            }
            writePack(repository, wiki.git.main(), folder.resolve(seed + ".pack"));
        }
        wiki.assertVerified();
    }

    private static void editInWiki(EngineFixture wiki, Random random) {
        wiki.wiki.pages(wiki.space, null, 100).stream()
                .filter(page -> page.content().text() != null && random.nextInt(3) == 0)
                .forEach(page -> wiki.wiki.edit(
                        wiki.space, page.id(), "from the wiki " + random.nextInt(100) + "\n", wiki.edit("Edit")));
        wiki.pull();
    }

    private void push(EngineFixture wiki, Repository repository, RandomGraph graph) throws IOException {
        ObjectId before = wiki.git.main();
        ObjectId tip = graph.grow(before);
        PushResult result = wiki.sync.ingestPush(
                wiki.space, repository, GitUser.PUSHER, new PushAttempt.Proposal(before, tip, List.of()));
        assertThat(result).isInstanceOf(PushResult.Accepted.class);
        histories++;
        Set<ObjectId> commits = graph.past(tip);
        Set<ObjectId> past = graph.past(before);
        commits.removeAll(past);
        Path graft = writeGrafts(graph, before, commits, tip);
        Map<PageId, String> origins = origins(wiki, tip);
        Map<String, PageId> changed = new HashMap<>();
        for (PushedPage page : ((PushResult.Accepted) result).pages()) {
            changed.put(file(page, graph, before, tip), page.page());
        }
        for (PushedAttachment file : ((PushResult.Accepted) result).attachments()) {
            String path = file.path();
            if (!Objects.equals(graph.files(before).get(path), graph.files(tip).get(path))) {
                changed.put(path, file.attachment());
                attachments++;
            }
        }
        for (Map.Entry<String, PageId> change : changed.entrySet()) {
            String path = change.getKey();
            String commit = origins.get(change.getValue());
            if (commit != null && !path.isEmpty()) {
                Ask ask = new Ask(tip.name(), path);
                named.put(ask, commit);
                pushed.put(ask, commits);
                grafts.put(ask, graft);
                String text = graph.files(ObjectId.fromString(commit)).get(path);
                if (Objects.equals(text, graph.files(tip).get(path))) {
                    sameText.add(ask);
                }
            }
        }
    }

    /** Returns the file whose change changed the page, or an empty string. */
    private static String file(PushedPage page, RandomGraph graph, ObjectId before, ObjectId tip) {
        String path = page.path();
        boolean isNewFolder =
                path.endsWith("/") && graph.files(before).keySet().stream().noneMatch(file -> file.startsWith(path));
        if (isNewFolder && page.action() != PushedPage.Action.UPDATED) {
            return ""; // git names no commit for a folder
        }
        String file = path.endsWith("/") ? path.substring(0, path.length() - 1) + ".md" : path;
        String old = graph.files(before).get(file);
        String now = graph.files(tip).get(file);
        if (old == null ? now != null : !old.equals(now)) {
            return file;
        }
        // The commit that changed the parent's file moved the page under another parent.
        int slash = path.endsWith("/") ? -1 : path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash) + ".md";
    }

    private static Map<PageId, String> origins(EngineFixture wiki, ObjectId tip) {
        Map<PageId, String> origins = new HashMap<>();
        for (Change change :
                wiki.wiki.changes(wiki.space, Cursor.START, 100_000).changes()) {
            GitOrigin git = change.provenance().git();
            if (git != null && git.push().equals(tip.name())) {
                origins.put(change.id(), git.commit());
            }
        }
        return origins;
    }

    /** Returns the graph without the commits of the push that do not descend from the old main. */
    private Path writeGrafts(RandomGraph graph, ObjectId before, Set<ObjectId> commits, ObjectId tip)
            throws IOException {
        Set<ObjectId> line = new HashSet<>(Set.of(before));
        commits.stream().filter(commit -> graph.past(commit).contains(before)).forEach(line::add);
        StringBuilder text = new StringBuilder();
        for (ObjectId commit : line) {
            if (!commit.equals(before)) {
                text.append(commit.name());
                graph.parents(commit).stream()
                        .filter(line::contains)
                        .forEach(parent -> text.append(' ').append(parent.name()));
                text.append('\n');
            }
        }
        return Files.writeString(folder.resolve(tip.name() + ".grafts"), text);
    }

    private static void writePack(Repository repository, ObjectId tip, Path file) throws IOException {
        try (PackWriter writer = new PackWriter(repository);
                OutputStream out = Files.newOutputStream(file)) {
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(tip), Set.of());
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
        }
    }

    /** Asks git, in one shell for all questions. An empty answer means that git names no commit. */
    private Map<Ask, String> git(Set<Ask> asks, boolean isGrafted) throws IOException {
        StringBuilder script = new StringBuilder("export GIT_DIR=oracle.git GIT_CONFIG_NOSYSTEM=1 HOME=.\n");
        if (!Files.exists(folder.resolve("oracle.git"))) {
            script.append("git init -q --bare oracle.git\n")
                    .append("for p in *.pack; do git index-pack --stdin < $p > /dev/null; done\n");
        }
        List<Ask> inOrder = new ArrayList<>(asks);
        for (Ask ask : inOrder) {
            if (isGrafted) {
                script.append("GIT_GRAFT_FILE=")
                        .append(known(grafts, ask).getFileName())
                        .append(' ');
            }
            script.append("git log -1 --format=%H ")
                    .append(ask.tip())
                    .append(" -- ")
                    .append(ask.path())
                    .append("; echo\n");
        }
        Path out = folder.resolve("answers");
        Path file = Files.writeString(folder.resolve("ask.sh"), script);
        Process shell = new ProcessBuilder("sh", file.toString())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertThat(shell.onExit().join().exitValue()).isZero();
        List<String> lines = Files.readAllLines(out);
        Map<Ask, String> answers = new HashMap<>();
        int line = 0;
        for (Ask ask : inOrder) {
            String answer = lines.get(line++);
            line += answer.isEmpty() ? 0 : 1;
            answers.put(ask, answer);
        }
        assertThat(new TreeSet<>(lines.subList(line, lines.size()))).isEmpty();
        return answers;
    }

    private static <K, V> V known(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }
}
