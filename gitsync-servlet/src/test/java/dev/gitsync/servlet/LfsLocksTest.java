package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.access.Access;
import dev.gitsync.tests.http.RawHttp.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks of files over HTTP. */
final class LfsLocksTest extends LfsHttpTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    @Test
    void aLockNamesItsOwner() {
        Response response = lock("writer", "img/a.psd");
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body())
                .matches(
                        "\\{\"lock\":\\{\"id\":\"[0-9a-f-]{36}\",\"path\":\"img/a.psd\","
                                + "\"locked_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\",\"owner\":\\{\"name\":\"writer\"}}}");
    }

    @Test
    void aLockedFileIsNotLockedAgain() {
        String id = id(lock("writer", "a.psd"));
        server.allow("reader", Access.WRITE);
        Response response = lock("reader", "a.psd");
        assertError(response, 409, "The file is locked by writer.");
        assertThat(response.body()).contains("\"lock\":{\"id\":\"" + id);
    }

    @Test
    void onlyWritersLock() {
        assertError(lock("reader", "a.psd"), 403, "not push to it");
        assertError(post("reader", "locks/verify", "{}"), 403, "not push to it");
        assertError(unlock("reader", "1", false), 403, "not push to it");
        assertThat(lock("stranger", "a.psd").status()).isEqualTo(404);
        assertThat(get("reader", LFS + "locks").body()).isEqualTo("{\"locks\":[]}");
    }

    @Test
    void readersSeeLocks() {
        String id = id(lock("writer", "img/a b.psd"));
        lock("writer", "c.psd");
        assertThat(ids(get("reader", LFS + "locks"))).hasSize(2).contains(id);
        assertThat(ids(get("reader", LFS + "locks?path=img%2Fa%20b.psd"))).containsExactly(id);
        assertThat(ids(get("reader", LFS + "locks?id=" + id + "&refspec=refs%2Fheads%2Fmain")))
                .containsExactly(id);
        assertThat(ids(get("reader", LFS + "locks?path=c.psd&id=" + id))).isEmpty();
        assertThat(ids(get("reader", LFS + "locks?path=other"))).isEmpty();
    }

    @Test
    void locksComeInParts() {
        TreeSet<String> all = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            all.add(id(lock("writer", "file" + i)));
        }
        List<String> listed = new ArrayList<>();
        List<String> verified = new ArrayList<>();
        for (String cursor = ""; cursor != null; ) {
            Response part = get("reader", LFS + "locks?limit=2&cursor=" + cursor);
            listed.addAll(ids(part));
            verified.addAll(ids(post("writer", "locks/verify", "{\"limit\":2,\"cursor\":\"" + cursor + "\"}")));
            Matcher next = CURSOR.matcher(part.body());
            cursor = next.find() ? next.group(1) : null;
        }
        assertThat(listed).containsExactlyElementsOf(all);
        assertThat(verified).containsExactlyElementsOf(all);
    }

    @Test
    void verifyingTellsOwnLocksFromThoseOfOthers() {
        server.allow("reader", Access.WRITE);
        String own = id(lock("writer", "own"));
        String other = id(lock("reader", "other"));
        String body = post("writer", "locks/verify", "{\"ref\":{\"name\":\"refs/heads/main\"}}")
                .body();
        assertThat(body).contains("\"ours\":[{\"id\":\"" + own).contains("\"theirs\":[{\"id\":\"" + other);
        assertThat(post("writer", "locks/verify", "{\"cursor\":null,\"limit\":0}")
                        .body())
                .isEqualTo(body);
    }

    @Test
    void theOwnerUnlocks() {
        String id = id(lock("writer", "a.psd"));
        assertThat(unlock("writer", id, false).body()).startsWith("{\"lock\":{\"id\":\"" + id);
        assertError(unlock("writer", id, false), 404, "There is no such lock.");
        assertThat(lock("writer", "a.psd").status()).isEqualTo(201);
    }

    @Test
    void onlyManagersUnlockForOthers() {
        String id = id(lock("writer", "a.psd"));
        server.allow("reader", Access.WRITE);
        assertError(unlock("reader", id, false), 403, "The file is locked by writer. Only a manager of the space");
        assertError(unlock("reader", id, true), 403, "Only a manager of the space");
        server.allow("reader", Access.MAINTAIN);
        assertError(unlock("reader", id, false), 403, "--force");
        assertThat(unlock("reader", id, true).status()).isEqualTo(200);
    }

    @Test
    void locksOfAnotherSpaceAreNotFound() {
        String id = id(lock("writer", "a.psd"));
        server.spaces().add("other");
        Response response = as("writer", "POST", "/other.git/info/lfs/locks/" + id + "/unlock")
                .body(TYPE, "{\"force\":true}".getBytes())
                .send();
        assertError(response, 404, "There is no such lock.");
        assertThat(get("writer", "/other.git/info/lfs/locks").body()).isEqualTo("{\"locks\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "a//b", "../a", "a/./b", "a/", "a\\u0000b", "a\\nb"})
    void refusesPathsThatNoFileHas(String path) {
        assertError(lock("writer", path), 422, "The path of a lock is that of a file");
    }

    @Test
    void refusesInvalidRequests() {
        assertError(lock("writer", "a".repeat(1025)), 422, "at most 1024 bytes");
        assertError(post("writer", "locks", "{}"), 422, "The path is missing.");
        assertError(post("writer", "locks", "{\"path\":1}"), 422, "The field path must be a string.");
        assertThat(get("writer", LFS + "locks?cursor=%FF").status()).isBetween(200, 499); // by the container
        assertError(get("writer", LFS + "locks?cursor=%00"), 422, "The cursor is not one of this server.");
        assertError(get("writer", LFS + "locks?limit=-1"), 422, "The limit must be a number from 1.");
        assertError(get("writer", LFS + "locks?limit=0"), 422, "The limit must be a number from 1.");
        assertError(get("writer", LFS + "locks?limit=9999999999"), 422, "The limit must be a number from 1.");
        assertError(post("writer", "locks/x/unlock", "{\"force\":1}"), 422, "The field force must be true or false.");
    }

    private Response lock(String user, String path) {
        return post(user, "locks", "{\"path\":\"" + path + "\",\"ref\":{\"name\":\"refs/heads/main\"}}");
    }

    private Response unlock(String user, String id, boolean force) {
        return post(
                user, "locks/" + id + "/unlock", "{\"force\":" + force + ",\"ref\":{\"name\":\"refs/heads/main\"}}");
    }

    private static String id(Response response) {
        return ids(response).get(0);
    }

    private static List<String> ids(Response response) {
        return ID.matcher(response.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
