package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A clone whose every push adds a page with an attachment and an object of Git LFS, moves an attachment of the page before, and deletes
 * one of the page before that.
 */
final class CampaignPusher {
    private final GitClient clone;
    private final String prefix;
    private final IntFunction<Replica> replicas;
    private final Queue<String> pages = new ConcurrentLinkedQueue<>();
    private int count;

    /** Clones from the replica {@code number} into {@code git}. */
    CampaignPusher(GitClient git, int number, IntFunction<Replica> replicas) {
        this.replicas = replicas;
        this.prefix = "push-" + number + "-";
        git.ok("clone", "-q", replicas.apply(number).cloneUrl(), "clone");
        clone = git.in("clone");
        // A replica that was stopped does not answer, and git would wait for it for ever.
        clone.ok("config", "http.lowSpeedLimit", "1");
        clone.ok("config", "http.lowSpeedTime", Integer.toString(Replica.ANSWER_SECONDS));
    }

    /** Returns the files of the pages that were pushed. */
    Queue<String> pages() {
        return pages;
    }

    /** Commits, and returns what pushes the commits to a replica. */
    CampaignActor.Attempt begin() {
        String name = prefix + count;
        TestContent object = TestContent.of("object of " + name);
        clone.commit(name + ".md", name + "\n");
        clone.commit(name + "/picture.png", "picture of " + name);
        clone.commit(name + "/object.psd", object.pointer());
        if (count > 0) {
            clone.ok("mv", prefix + (count - 1) + "/picture.png", name + "/moved.png");
            clone.ok("commit", "-qm", "Move to " + name);
        }
        if (count > 1) {
            clone.ok("rm", "-q", prefix + (count - 1) + "/moved.png");
            clone.ok("commit", "-qm", "Delete for " + name);
        }
        count++;
        return replica -> push(name + ".md", object, replicas.apply(replica));
    }

    private Optional<String> push(String page, TestContent object, Replica replica) throws InterruptedException {
        Optional<String> failure = upload(object, replica);
        if (failure.isPresent()) {
            return failure;
        }
        clone.ok("remote", "set-url", "origin", replica.cloneUrl());
        GitClient.Outcome pull = clone.run("pull", "-q", "--rebase");
        if (pull.exitCode() != 0) {
            clone.run("rebase", "--abort");
            return Optional.of("pull: " + firstLines(pull));
        }
        GitClient.Outcome push = clone.run("push", "-q");
        if (push.exitCode() != 0) {
            return Optional.of("push: " + firstLines(push));
        }
        pages.add(page);
        return Optional.empty();
    }

    private static Optional<String> upload(TestContent object, Replica replica) throws InterruptedException {
        try {
            HttpResponse<String> answer = replica.request(path(object), "PUT", text(object));
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of("object: " + answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            return Optional.of("object: " + e);
        }
    }

    private static String path(TestContent object) {
        return "/git/handbook.git/info/lfs/objects/" + object.hash();
    }

    private static String text(TestContent object) {
        return new String(object.bytes(), StandardCharsets.UTF_8);
    }

    private static String firstLines(GitClient.Outcome failed) {
        return failed.stderr()
                .lines()
                .filter(line -> !line.startsWith("To ") && !line.startsWith("hint: "))
                .limit(4)
                .collect(Collectors.joining(" / "));
    }

    /** Another clone has the same files as this one, and the space has their objects. */
    void check(Replica replica, GitClient other) throws Exception {
        assertThat(files(other)).isEqualTo(files(clone));
        for (int i = 0; i < count; i++) {
            TestContent object = TestContent.of("object of " + prefix + i);
            assertThat(replica.request(path(object), "GET", "").body()).isEqualTo(text(object));
        }
    }

    private List<String> files(GitClient git) {
        return git.ok("ls-tree", "-r", "HEAD")
                .lines()
                .filter(line -> line.contains("\t" + prefix))
                .toList();
    }
}
