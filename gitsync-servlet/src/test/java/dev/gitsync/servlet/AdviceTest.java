package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitClient.Outcome;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults E3: each advice of the server is followed word for word with the installed git, and works. */
@Timeout(120)
class AdviceTest {
    private static final Pattern PUSH = Pattern.compile("git (push [^\r\n]*?:main)");

    private static final Pattern BY_ID =
            Pattern.compile("another name than \\S+, run: git (push origin [0-9a-f]+:refs/heads/main)");
    private static final String[] VERSIONS = {"0", "2"};

    private final WikiServer server = WikiServer.start();

    @TempDir
    Path folder;

    private int clones;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acceptsAnotherBranchAsMainAfterTheAdvice() {
        GitClient git = init("master");

        follow(git, git.run("push", "origin", "master"), "push origin master:main");
    }

    /** The server sees the name of the remote branch, and not that of the local one. */
    @ParameterizedTest
    @ValueSource(strings = {"main:master", "topic:release"})
    void acceptsPushFromAnotherBranch(String refspec) {
        GitClient git = init("main");
        git.ok("checkout", "-q", "-b", "topic");
        git.commit("Topic.md", "Topic\n");
        String here = refspec.substring(0, refspec.indexOf(':'));
        String pushed = git.ok("rev-parse", here);

        Outcome refused = git.run("push", "origin", refspec);

        Matcher command = BY_ID.matcher(refused.stderr());
        assertThat(command.find()).as(refused.stderr()).isTrue();
        git.ok(command.group(1).split(" ", -1));
        assertThat(server.gitSync().status(server.docs().id()).orElseThrow().main())
                .isEqualTo(pushed);
    }

    @Test
    void advisesAPushOfMainWithoutTheTagsThatTheSettingsAdd() {
        GitClient git = init("main");
        tag(git);

        follow(git, git.run("push", "origin", "main"), "push --no-follow-tags origin HEAD:main");
    }

    @Test
    void advisesAPushOfAnotherBranchWithoutTheTagsThatTheSettingsAdd() {
        GitClient git = init("master");
        tag(git);

        follow(git, git.run("push", "origin", "master"), "push --no-follow-tags origin master:main");
    }

    @Test
    void advisesAPushOfMainInsteadOfAllBranches() {
        GitClient git = init("main");
        git.ok("branch", "other");

        follow(git, git.run("push", "--all", "origin"), "push origin HEAD:main");
    }

    @Test
    void advisesAShallowCloneToFetchTheWholeHistory() {
        GitClient upstream = init("main");
        upstream.commit("More.md", "More\n");
        GitClient.at(folder).ok("clone", "-q", "--depth=1", "file://" + upstream.folder(), "shallow");
        GitClient git = GitClient.at(folder).in("shallow");
        git.ok("remote", "add", "wiki", url());

        assertThat(git.run("push", "wiki", "main").stderr())
                .contains("(commits are missing from the push)", "run 'git fetch --unshallow' and push again")
                .doesNotContain("amend or rebase");

        git.ok("fetch", "-q", "--unshallow");
        git.ok("push", "-q", "wiki", "main");
    }

    @Test
    void advisesDepthIfNoCommitIsAfterTheDate() {
        init("main").ok("push", "-q", "origin", "main");
        for (String date : new String[] {"2030-01-01", "2090-01-01"}) {
            assertThat(GitClient.at(folder)
                            .run("clone", "-q", "--shallow-since=" + date, url(), "late")
                            .stderr())
                    .contains("remote error: main has no commit after that date", "git fetch --depth=1");
        }
        GitClient.at(folder).ok("init", "-q", "late");
        GitClient.at(folder).in("late").ok("fetch", "-q", "--depth=1", url());
    }

    @Test
    void advisesDepthIfTheHistoryOfARefCannotBeExcluded() {
        init("main").ok("push", "-q", "origin", "main");
        assertThat(clone("0", "--shallow-exclude=main")).contains("Server does not support --shallow-exclude");
        assertThat(clone("2", "--shallow-exclude=main"))
                .contains("remote error: this server can't leave out the history of a ref", "--depth=<n>");
        assertThat(clone("2", "--depth=1")).isEmpty();
        assertThat(clone("2", "--shallow-since=2001-01-01")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--filter=sparse:oid=abc", "--filter=object:type=blob", "--filter=combine:blob:none+tree:1"})
    void advisesASupportedFilter(String filter) {
        init("main").ok("push", "-q", "origin", "main");
        for (String version : VERSIONS) {
            assertThat(clone(version, filter))
                    .contains("remote error: this server has no such filter", "--filter=blob:none")
                    .doesNotContain("400");
        }
        for (String known : new String[] {"blob:none", "blob:limit=10", "tree:1"}) {
            assertThat(clone("2", "--filter=" + known)).as(known).isEmpty();
        }
    }

    private String clone(String version, String option) {
        return GitClient.at(folder)
                .run("-c", "protocol.version=" + version, "clone", "-q", "--bare", option, url(), "clone" + clones++)
                .stderr();
    }

    private void follow(GitClient git, Outcome refused, String advice) {
        assertThat(refused.exitCode()).isNotZero();
        Matcher command = PUSH.matcher(refused.stderr());
        assertThat(command.find()).as(refused.stderr()).isTrue();
        assertThat(command.group(1)).isEqualTo(advice);
        git.ok(command.group(1).split(" ", -1));
        assertThat(server.gitSync().status(server.docs().id()).orElseThrow().main())
                .isEqualTo(git.ok("rev-parse", "HEAD"));
    }

    private static void tag(GitClient git) {
        git.ok("config", "push.followTags", "true");
        git.ok("tag", "-a", "-m", "One", "v1");
    }

    private GitClient init(String branch) {
        GitClient.at(folder).ok("init", "-q", "-b", branch, "own");
        GitClient git = GitClient.at(folder).in("own");
        git.ok("remote", "add", "origin", url());
        git.commit("Home.md", "Hello\n");
        return git;
    }

    private String url() {
        return server.url("writer", WikiServer.PASSWORD);
    }
}
