package dev.gitsync.demo.e2e;

import dev.gitsync.model.ContentHash;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that send files to a wiki in every way until it is killed, and a record of acknowledged files. */
final class FileTraffic {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("ada:demo".getBytes(StandardCharsets.UTF_8));
    private static final int LARGEST = 3 << 20;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final GitClient clone;
    private final Map<String, TestContent> files = new ConcurrentHashMap<>();
    private final Map<ContentHash, Long> objects = new ConcurrentHashMap<>();
    private final Map<ContentHash, Long> unused = new ConcurrentHashMap<>();
    private final Queue<TestContent> toPush = new ConcurrentLinkedQueue<>();

    /** Pushes from this clone of the handbook. */
    FileTraffic(GitClient clone) {
        this.clone = clone;
    }

    /** Returns the acknowledged files by their paths. */
    Map<String, TestContent> files() {
        return files;
    }

    /** Returns the acknowledged objects of Git LFS, to some of which no pointer was pushed. */
    Map<ContentHash, Long> objects() {
        return objects;
    }

    /** Returns the objects that nothing will name. */
    Map<ContentHash, Long> unused() {
        return unused;
    }

    /** One step of a client; throws or returns false when the server does not answer. */
    private interface Step {
        boolean run(int count) throws IOException, InterruptedException;
    }

    /** Runs all clients until the server is dead. */
    void untilDead(Replica server, String prefix, long seed) throws Exception {
        List<Step> clients = List.of(
                count -> upload(server, prefix + count + ".bin", content(seed, 2L * count)),
                count -> storeObject(server, content(seed, 2L * count + 1), true),
                count -> storeObject(server, content(count % 3, -1), false),
                count -> push(server, prefix + count));
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<Object>> all = new ArrayList<>();
            for (Step client : clients) {
                all.add(threads.submit(() -> {
                    loop(server, client);
                    return "ended";
                }));
            }
            for (Future<Object> client : all) {
                client.get(3, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void loop(Replica server, Step client) throws InterruptedException {
        try {
            int count = 0;
            while (server.process().isAlive() && client.run(count)) {
                count++;
            }
        } catch (IOException e) {
            if (server.process().isAlive()) {
                server.process().waitFor(20, TimeUnit.SECONDS); // the kill is under way
            }
        }
        if (server.process().isAlive()) {
            throw new AssertionError("A client failed although the server is alive");
        }
    }

    /** Returns other contents for each seed and number; one of five takes several transactions. */
    private static TestContent content(long seed, long number) {
        Random random = new Random(31 * seed + number);
        byte[] bytes = new byte[random.nextInt(5) == 0 ? random.nextInt(LARGEST) : 1 + random.nextInt(50_000)];
        random.nextBytes(bytes);
        return TestContent.of(bytes);
    }

    private boolean upload(Replica server, String name, TestContent content) throws IOException, InterruptedException {
        int status = send(server, "POST", "/api/spaces/handbook/files?name=" + name, content.bytes());
        require(status == 201, "upload", status);
        files.put(name, content);
        return true;
    }

    private boolean storeObject(Replica server, TestContent content, boolean isUsed)
            throws IOException, InterruptedException {
        (isUsed ? objects : unused).computeIfAbsent(content.hash(), hash -> -1L);
        String batch = "{\"operation\":\"upload\",\"objects\":[{\"oid\":\"" + content.hash() + "\",\"size\":"
                + content.size() + "}]}";
        int offered = send(
                server, "POST", "/git/handbook.git/info/lfs/objects/batch", batch.getBytes(StandardCharsets.US_ASCII));
        require(offered == 200, "batch", offered);
        int status = send(server, "PUT", "/git/handbook.git/info/lfs/objects/" + content.hash(), content.bytes());
        require(status == 200, "object", status);
        if (isUsed) {
            objects.put(content.hash(), content.size());
            toPush.add(content);
        }
        return true;
    }

    private int send(Replica server, String method, String path, byte[] body) throws IOException, InterruptedException {
        boolean isJson = path.endsWith("/batch");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", BASIC)
                .header("Content-Type", isJson ? "application/vnd.git-lfs+json" : "application/octet-stream")
                .header("Accept", isJson ? "application/vnd.git-lfs+json" : "*/*")
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void require(boolean condition, String what, int status) {
        if (!condition) {
            throw new AssertionError("The server answered " + status + " to an " + what);
        }
    }

    /** Pushes a page, a file of it and, if an object was uploaded, a pointer to it. */
    private boolean push(Replica server, String name) {
        Map<String, TestContent> more = new ConcurrentHashMap<>();
        TestContent picture = TestContent.of("picture " + name);
        more.put(name + "/picture.png", picture);
        clone.commit(name + ".md", "page " + name + "\n");
        clone.commit(name + "/picture.png", "picture " + name);
        TestContent object = toPush.poll();
        if (object != null) {
            more.put(name + "/object.psd", object);
            clone.commit(name + "/object.psd", object.pointer());
        }
        clone.ok("remote", "set-url", "origin", server.cloneUrl());
        while (clone.run("push", "-q").exitCode() != 0) {
            GitClient.Outcome pull = clone.run("pull", "-q", "--rebase");
            if (pull.exitCode() != 0) {
                clone.run("rebase", "--abort");
                return false;
            }
        }
        files.putAll(more);
        return true;
    }
}
