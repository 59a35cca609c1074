package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.http.RawPack.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 11: whatever fifty clients send at once, as large as it may be, a server with 256 MiB of heap stays up. */
class SmallHeapTest {
    private static final int CLIENTS = 50;
    private static final int LARGEST_OBJECT =
            (int) GitSyncSettings.defaults().push().maxFileBytes();
    private static final int MOST_OBJECTS = GitSyncSettings.defaults().push().maxObjects();
    private static final int LARGEST_TREE = 16 << 20;
    private static final int LARGEST_COPY = 0xffffff;

    @TempDir
    Path home;

    @Test
    @EveryContainer
    @Timeout(240)
    void fiftyClientsWithTheLargestThatMayBeSentAreAllAnswered() throws Exception {
        Path log = home.resolve("server.log");
        try (SmallHeapServer server = SmallHeapServer.start(home.resolve("repositories"), log)) {
            GitClient git = GitClient.at(home);
            git.ok("clone", "-q", server.url("ada"), "before");
            GitClient clone = git.in("before");
            ObjectId tip = ObjectId.fromString(clone.ok("rev-parse", "HEAD").strip());
            List<Attack> attacks = attacks(tip);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                for (Map.Entry<String, Response> answer : send(server, attacks, clients)) {
                    assertThat(answer.getValue().status())
                            .as(answer.getKey() + ": " + answer.getValue().body())
                            .isIn(200, 400, 413, 429, 503);
                    assertThat(answer.getValue().body())
                            .as(answer.getKey())
                            .doesNotContain("ok refs/heads/main")
                            .doesNotContain("Exception", "\tat ", "OutOfMemory");
                }
            } catch (ExecutionException e) {

                throw new AssertionError(Files.readString(log), e);
            } finally {
                clients.shutdownNow();
            }
            assertThat(server.isAlive()).as(Files.readString(log)).isTrue();

            clone.commit("After.md", "still here\n");
            clone.ok("push", "-q");
            git.ok("clone", "-q", server.url("bob"), "after");
            assertThat(git.in("after").ok("ls-files").lines()).containsExactly("After.md", "Home.md");
            assertThat(git.in("after").ok("rev-parse", "HEAD^").strip())
                    .as("nothing that was sent has come to be")
                    .isEqualTo(tip.name());
        }
    }

    /** Faults W6: whatever a push is made of, it is refused or done, and the next request is served. */
    @Test
    @Timeout(240)
    void pushesThatNeedMuchMemoryToBePlannedAreRefusedOrDone() throws Exception {
        Path log = home.resolve("server.log");
        try (SmallHeapServer server = SmallHeapServer.start(home.resolve("repositories"), log)) {
            GitClient git = GitClient.at(home);
            git.ok("clone", "-q", server.url("ada"), "before");
            GitClient clone = git.in("before");
            ObjectId tip = ObjectId.fromString(clone.ok("rev-parse", "HEAD").strip());
            Map<String, String> answers = new LinkedHashMap<>();
            for (Map.Entry<String, byte[]> push : new HeavyPushes(tip).all().entrySet()) {
                RawHttp request = server.post("mallory", "git-receive-pack", push.getValue());
                Response answer = request.within(60_000).sendAndNoMore();
                assertThat(server.isAlive())
                        .as(push.getKey() + "\n" + Files.readString(log))
                        .isTrue();
                assertThat(answer.body()).as(push.getKey()).containsAnyOf("ok refs/heads/main", "ng refs/heads/main");
                answers.put(push.getKey(), answer.body());
            }
            assertThat(answers.get("100 pages of 8 MiB")).contains("ng refs/heads/main too much text for one push");
            assertThat(answers.get("100 pages of 8 MiB, as dry run")).contains("too much text for one push");
            assertThat(answers.get("196,000 pages with long paths, of four objects"))
                    .contains("ng refs/heads/main too much text for one push");

            clone.ok("pull", "-q");
            clone.commit("After.md", "still here\n");
            clone.ok("push", "-q");
            assertThat(git.ok("ls-remote", server.url("bob"), "main"))
                    .contains(clone.ok("rev-parse", "HEAD").strip());
        }
    }

    private static List<Map.Entry<String, Response>> send(
            SmallHeapServer server, List<Attack> attacks, ExecutorService clients) throws Exception {
        List<Future<Map.Entry<String, Response>>> sent = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Attack attack = attacks.get(client % attacks.size());
            String user = "user-" + client;
            sent.add(clients.submit(() -> {
                try {
                    return Map.entry(
                            attack.name(),
                            attack.request(server, user).within(60_000).sendAndNoMore());
                } catch (UncheckedIOException e) {
                    throw new AssertionError(
                            attack.name() + " got no answer; the server is alive: " + server.isAlive(), e);
                }
            }));
        }
        List<Map.Entry<String, Response>> answers = new ArrayList<>();
        for (Future<Map.Entry<String, Response>> answer : sent) {
            answers.add(answer.get(90, TimeUnit.SECONDS));
        }
        return answers;
    }

    private record Attack(String name, BiFunction<SmallHeapServer, String, RawHttp> by) {
        static Attack plain(String name, String service, byte[] body) {
            return new Attack(name, (server, user) -> server.post(user, service, body));
        }

        static Attack compressed(String name, String service, byte[] body) {
            return new Attack(
                    name, (server, user) -> server.post(user, service, body).header("Content-Encoding", "gzip"));
        }

        RawHttp request(SmallHeapServer server, String user) {
            return by.apply(server, user);
        }
    }

    private static List<Attack> attacks(ObjectId tip) {
        Map<String, byte[]> packs = new LinkedHashMap<>();
        packs.put("files of the largest size", largeFiles(tip));
        packs.put("deltas on the largest file", deltas(tip));
        packs.put("the largest tree", largestTree(tip));
        packs.put("the longest message", longestMessage(tip));
        packs.put("many small files", manyFiles(tip));
        packs.put("as many objects as may be", mostObjects(tip));
        packs.put("two billion objects, it says", push(tip, new RawPack().claiming(Integer.MAX_VALUE), tip));
        List<Attack> attacks = new ArrayList<>();
        packs.forEach((name, body) -> attacks.add(Attack.plain(name, "git-receive-pack", body)));
        attacks.add(Attack.plain("the longest commands", "git-receive-pack", commands(3 << 20)));
        attacks.add(Attack.compressed(
                "a push that swells", "git-receive-pack", gzip(push(tip, new RawPack(), tip), new byte[1 << 20], 256)));
        attacks.add(Attack.compressed(
                "a fetch that swells",
                "git-upload-pack",
                gzip(
                        ascii(packet("want " + tip.name() + "\n") + "0000"),
                        ascii(packet("have " + "1".repeat(40) + "\n").repeat(1000)),
                        320)));
        attacks.add(Attack.plain(
                "as many wants as may be",
                "git-upload-pack",
                ascii(packet("want " + tip.name() + "\n").repeat(10_000) + "0000" + "0009done\n")));
        return attacks;
    }

    /** Two, which take a few hundred kB on their way. */
    private static byte[] largeFiles(ObjectId tip) {
        RawPack pack = new RawPack();
        List<Item> files = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            byte[] content = new byte[LARGEST_OBJECT];
            content[0] = (byte) i;
            files.add(Item.file(i + ".md", pack.add(RawPack.BLOB, content)));
        }
        return push(tip, pack, pack.commit(pack.tree(files.toArray(Item[]::new)), tip));
    }

    /** Three files that are said by what they have in common with one that is as large as it may be; one is resolved at a time. */
    private static byte[] deltas(ObjectId tip) {
        RawPack pack = new RawPack();
        ObjectId base = pack.add(RawPack.BLOB, new byte[LARGEST_OBJECT]);
        for (int i = 0; i < 3; i++) {
            pack.delta(base, copyOfAllBut(i));
        }
        return push(tip, pack, pack.commit(pack.tree(Item.file("0.md", base)), tip));
    }

    /** A delta that takes everything from its base but the last octets, and says another {@code last} one instead. */
    private static byte[] copyOfAllBut(int last) {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        varint(delta, LARGEST_OBJECT);
        varint(delta, LARGEST_OBJECT);
        int left = LARGEST_OBJECT - 1;
        for (int at = 0; left > 0; ) {
            int length = Math.min(left, LARGEST_COPY);
            delta.write(0xff);
            for (int octet = 0; octet < 4; octet++) {
                delta.write(at >>> (8 * octet));
            }
            for (int octet = 0; octet < 3; octet++) {
                delta.write(length >>> (8 * octet));
            }
            at += length;
            left -= length;
        }
        delta.write(1);
        delta.write(last + 1);
        return delta.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int number) {
        int left = number;
        for (; left > 0x7f; left >>>= 7) {
            out.write((left & 0x7f) | 0x80);
        }
        out.write(left);
    }

    private static byte[] largestTree(ObjectId tip) {
        RawPack pack = new RawPack();
        ObjectId blob = pack.blob("x\n");
        int entries = LARGEST_TREE / 40;
        Item[] items = new Item[entries];
        for (int i = 0; i < entries; i++) {
            items[i] = Item.file(String.format("%09d.md", i), blob);
        }
        return push(tip, pack, pack.commit(pack.tree(items), tip));
    }

    private static byte[] longestMessage(ObjectId tip) {
        RawPack pack = new RawPack();
        ObjectId tree = pack.tree(Item.file("x.md", pack.blob("x\n")));
        String person = "Mallory <mallory@example.org> 1760000000 +0000";
        String head = "tree " + tree.name() + "\nparent " + tip.name() + "\nauthor " + person + "\ncommitter " + person
                + "\n\n";
        ObjectId commit = pack.add(RawPack.COMMIT, ascii(head + "x".repeat(LARGEST_TREE - head.length())));
        return push(tip, pack, commit);
    }

    /** As many as a small machine can stand in a test, and two at the end that no wiki takes beside each other. */
    private static byte[] manyFiles(ObjectId tip) {
        RawPack pack = new RawPack();
        List<Item> files = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            files.add(Item.file(String.format("%06d.md", i), pack.blob(i + "\n")));
        }
        files.add(Item.file("Z.md", pack.blob("x\n")));
        files.add(Item.file("z.md", pack.blob("y\n")));
        return push(tip, pack, pack.commit(pack.tree(files.toArray(Item[]::new)), tip));
    }

    /** All but one are files that nothing points to. */
    private static byte[] mostObjects(ObjectId tip) {
        RawPack pack = new RawPack();
        for (int i = 1; i < MOST_OBJECTS; i++) {
            byte[] content = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
            pack.entry(RawPack.BLOB, content.length, RawPack.store(content));
        }
        return push(tip, pack, pack.commit(ObjectId.zeroId(), tip));
    }

    private static byte[] push(ObjectId tip, RawPack pack, ObjectId commit) {
        String command = packet(tip.name() + " " + commit.name() + " refs/heads/main\0report-status\n") + "0000";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii(command));
        body.writeBytes(pack.bytes());
        return body.toByteArray();
    }

    private static byte[] commands(int bytes) {
        String name = "x".repeat(60_000);
        StringBuilder commands = new StringBuilder();
        for (int i = 0; commands.length() < bytes - 70_000; i++) {
            commands.append(packet("0".repeat(40) + " " + "1".repeat(40) + " refs/heads/" + i + name));
        }
        return ascii(commands + "0000");
    }

    private static String packet(String line) {
        return String.format("%04x", line.length() + 4) + line;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] start, byte[] repeated, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(start);
            for (int i = 0; i < times; i++) {
                gzip.write(repeated);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
