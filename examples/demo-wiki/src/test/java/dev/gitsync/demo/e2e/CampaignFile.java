package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A file of the wiki that one actor of a campaign uploads, replaces, moves, deletes and restores, always with the version that it saw.
 * A change whose outcome is not known is sent again with the same version: the answer says whether the first one was saved. So each
 * change is there once, and what was said not to be saved is not there. For one thread.
 */
final class CampaignFile {
    private static final String FILES = "/api/spaces/handbook/files";
    private static final int KINDS = 4;
    /** The number of changes after which the actor begins another file; the last one leaves the file deleted or moved. */
    private static final int MOST_CHANGES = 10;

    private final Page page;
    private final String name;
    private final IntFunction<Replica> replicas;
    private final Queue<String> faults;
    private @Nullable String id;
    private TestContent content;
    private boolean isOfSpace;
    private boolean isDeleted;
    private int version;

    /**
     * The page to which a file is uploaded.
     *
     * @param id the id of the page
     * @param title the title, which is the folder of its files
     */
    record Page(String id, String title) {}

    /**
     * Creates a file that is not there yet.
     *
     * @param faults receives what must not happen
     */
    CampaignFile(Page page, String name, IntFunction<Replica> replicas, Queue<String> faults) {
        this.page = page;
        this.name = name;
        this.replicas = replicas;
        this.faults = faults;
        this.content = TestContent.of(name);
    }

    /**
     * A change.
     *
     * @param done what it does if it is saved
     */
    private record Wanted(String method, String path, String body, Runnable done) {}

    /** Returns whether the file has had all of its changes. */
    boolean isComplete() {
        return version >= MOST_CHANGES;
    }

    /** Begins the next change; it is tried at one replica after the other. */
    CampaignActor.Attempt begin() {
        Wanted wanted = id == null ? upload() : next();
        boolean[] isUnknown = {false};
        return replica -> attempt(wanted, replicas.apply(replica), isUnknown);
    }

    private Wanted upload() {
        return new Wanted("POST", FILES + "?name=" + name + "&page=" + page.id(), name, () -> {});
    }

    private Wanted next() {
        String file = FILES + "/" + id;
        if (isDeleted) {
            return new Wanted("POST", file + "/restore", "", () -> isDeleted = false);
        }
        int kind = (version + name.hashCode() % KINDS + KINDS) % KINDS;
        if (kind == 0) {
            return new Wanted("DELETE", file, "", () -> isDeleted = true);
        } else if (kind == 1) {
            String target = isOfSpace ? "\"" + page.id() + "\"" : "null";
            return new Wanted("PUT", file, "{\"pageId\":" + target + "}", () -> isOfSpace = !isOfSpace);
        }
        String text = name + " after version " + version;
        return new Wanted("PUT", file + "/content", text, () -> content = TestContent.of(text));
    }

    private Optional<String> attempt(Wanted wanted, Replica replica, boolean[] isUnknown) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = replica.change(wanted.method(), wanted.path(), wanted.body(), version);
        } catch (IOException e) {
            isUnknown[0] = true;
            return Optional.of(e.toString());
        }
        String told = answer.statusCode() + " " + answer.body().strip();
        if (answer.statusCode() / 100 == 2) {
            saved(wanted, answer);
        } else if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
            isUnknown[0] |= told.contains("not known");
            return Optional.of(told);
        } else if (!isUnknown[0]) {
            faults.add(this + " at version " + version + ": " + told);
        } else if (id == null) {
            return findUploaded(wanted, replica);
        } else {
            done(wanted);
        }
        return Optional.empty();
    }

    private void saved(Wanted wanted, HttpResponse<String> answer) {
        if (id == null) {
            id = text(answer.body(), "id");
        }
        done(wanted);
        String tag = answer.headers().firstValue("ETag").orElse("none");
        if (!tag.equals("\"" + version + "\"")) {
            faults.add(this + " has version " + tag + " after change " + version);
        }
    }

    private void done(Wanted wanted) {
        wanted.done().run();
        version++;
    }

    /** An upload that was said to be unknown was saved, because its name is taken. */
    private Optional<String> findUploaded(Wanted wanted, Replica replica) throws InterruptedException {
        try {
            String list =
                    replica.request(FILES + "?page=" + page.id(), "GET", "").body();
            int at = list.indexOf("\"name\":\"" + name + "\"");
            if (at < 0) {
                return Optional.of("the name is taken, but not in the list");
            }
            id = text(list.substring(at), "id");
            done(wanted);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private static String text(String json, String field) {
        String key = "\"" + field + "\":\"";
        int from = json.indexOf(key) + key.length();
        return json.substring(from, json.indexOf('"', from));
    }

    /** The wiki has each change once, and the clone has the file where it must be, and nowhere else. */
    void check(Replica replica, GitClient clone) throws Exception {
        HttpResponse<String> read = replica.request(FILES + "/" + id, "GET", "");
        assertThat(read.headers().firstValue("ETag")).as("%s: %s", this, read).hasValue("\"" + version + "\"");
        assertThat(read.statusCode()).as(toString()).isEqualTo(isDeleted ? 404 : 200);
        Path ofPage = clone.folder().resolve(page.title()).resolve(name);
        Path ofSpace = clone.folder().resolve(name);
        Path here = isOfSpace ? ofSpace : ofPage;
        assertThat(isOfSpace ? ofPage : ofSpace).as(toString()).doesNotExist();
        if (isDeleted) {
            assertThat(here).as(toString()).doesNotExist();
        } else {
            assertThat(Files.readAllBytes(here)).as(toString()).isEqualTo(content.bytes());
        }
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
