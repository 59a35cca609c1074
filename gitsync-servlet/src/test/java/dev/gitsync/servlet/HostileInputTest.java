package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.RawHttp.Response;
import dev.gitsync.servlet.RawPack.Item;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 11: input of clients without an account and of malicious users. Each case expects an exact answer. After all
 * cases of a kind, the wiki is unchanged and the server answers a clone.
 */
@EveryContainer
@Timeout(120)
class HostileInputTest {
    private static final String REFS = "/git/docs.git/info/refs?service=git-upload-pack";
    private static final String ZERO = "0".repeat(40);
    private static final int CHEAP_BOMB =
            (int) GitSyncSettings.defaults().push().maxFileBytes() + 1;

    private static WikiServer server;
    private static ObjectId tip;
    private static int threads;
    private static long heap;

    @TempDir
    Path home;

    @BeforeAll
    static void start() {
        server = WikiServer.startWith(builder -> builder.limits(ServerLimits.builder()
                .maxFailedSignIns(1000)
                .maxFetchRequestBytes(1 << 20)
                .maxPushRequestBytes(32 << 20)
                .build()));
        server.editor()
                .create(
                        null,
                        "Home",
                        "Hello\n",
                        Provenance.wiki(
                                new Person("Ada", "ada@example.org"), Instant.parse("2026-01-01T00:00:00Z"), ""));
        server.gitSync().runOnce(server.docs().id());
        tip = tip();
        heap = heap();
        threads = ManagementFactory.getThreadMXBean().getThreadCount();
    }

    @AfterAll
    static void stop() {
        try {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(heap()).isLessThan(heap + (64L << 20)));
        } finally {
            server.close();
        }
    }

    /** Returns the heap in use after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @AfterEach
    void assertNothingChangedAndTheServerAnswersAClone() {
        assertThat(tip()).isEqualTo(tip);
        assertThat(server.gitSync().verify(server.docs().id()).isClean()).isTrue();
        GitClient.at(home).ok("clone", "-q", server.url("reader", WikiServer.PASSWORD), "docs");
        assertThat(GitClient.at(home).in("docs").ok("ls-files")).isEqualTo("Home.md");
        GitClient.Outcome fsck = GitClient.at(home).in("docs").run("fsck", "--full", "--strict");
        assertThat(fsck.exitCode()).as(fsck.stderr()).isZero();
        assertThat(server.gitSync().runOnce(server.docs().id()))
                .as("next pull, which needs the lease")
                .isInstanceOf(SyncReport.UpToDate.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ManagementFactory.getThreadMXBean().getThreadCount() < threads + 60);
    }

    private static ObjectId tip() {
        return ObjectId.fromString(
                server.gitSync().status(server.docs().id()).orElseThrow().main());
    }

    /** A case: its name, the request, and the expected status and part of the body. */
    private record Case(String name, RawHttp request, int status, String body) {
        DynamicTest test() {
            return DynamicTest.dynamicTest(name, () -> {
                Response response = request.sendAndNoMore();
                assertThat(response.status() + " " + response.body())
                        .startsWith(status + " ")
                        .contains(body)
                        .doesNotContain("Exception", "\tat ", "org.eclipse");
            });
        }
    }

    // ------------------------------------------------------------------------------------------------ Credentials

    @TestFactory
    Stream<DynamicTest> rejectsInvalidCredentials() {
        List<String> headers = new ArrayList<>(List.of(
                "Basic",
                "Basic ",
                "Basic  ",
                "Basic !!!!",
                "Basic cmVhZGVyOnNlY3JldA",
                "Basic cmVhZGVyOnNlY3JldA= ",
                "Basic cmVhZGVy\tOnNlY3JldA==",
                "Basic cmVhZGVyOnNlY3JldA==, Basic cmVhZGVyOnNlY3JldA==",
                "Basic,cmVhZGVyOnNlY3JldA==",
                "Basic:cmVhZGVyOnNlY3JldA==",
                "BasiccmVhZGVyOnNlY3JldA==",
                "cmVhZGVyOnNlY3JldA==",
                "Bearer",
                "Bearer ",
                "Bearer secret",
                "Bearer cmVhZGVyOnNlY3JldA==",
                "Bearer gst_",
                "Bearer gst_" + "A".repeat(43),
                "Bearer gst_" + "A".repeat(44),
                "Digest username=\"reader\"",
                "Negotiate YII=",
                "NTLM TlRMTVNTUAAB",
                "OAuth secret",
                "Basic " + "A".repeat(4096)));
        for (String credentials : List.of(
                "reader:",
                ":secret",
                ":",
                "reader",
                "",
                "reader:Secret",
                "reader:secret ",
                " reader:secret",
                "READER:secret",
                "reader\0:secret",
                "reader:secret\0",
                "reader:secret\n",
                "' OR '1'='1:secret",
                "../reader:secret",
                "reader:" + "x".repeat(2000))) {
            headers.add("Basic " + base64(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        headers.add("Basic " + base64(new byte[] {(byte) 0xff, ':', (byte) 0xfe}));
        headers.add("Basic " + base64("reader:secret".getBytes(StandardCharsets.UTF_16)));
        return headers.stream()
                .map(header -> new Case(
                                "401 for " + shown(header),
                                server.request("GET", REFS).header("Authorization", header),
                                401,
                                "Sign in with your name and password")
                        .test());
    }

    // ------------------------------------------------------------------------------------------------ Fetch

    @TestFactory
    Stream<DynamicTest> rejectsInvalidFetches() {
        String unknown = "1234567890123456789012345678901234567890";
        return Stream.of(
                        fetch0("lengths that are no numbers", "zzzzwant", 400, "does not follow the git protocol"),
                        fetch0("a length below four", "0003", 400, "does not follow the git protocol"),
                        fetch0(
                                "a length beyond the end",
                                "ffffwant " + unknown,
                                400,
                                "does not follow the git protocol"),
                        fetch0("a negative length", "-001want " + unknown, 400, "does not follow the git protocol"),
                        fetch0("a want of no id", "000ewant x\n0000", 400, "does not follow the git protocol"),
                        fetch0(
                                "a want of a short id",
                                "0011want 1234567\n0000",
                                400,
                                "does not follow the git protocol"),
                        fetch0(
                                "a command that there is not",
                                pkt("hack " + unknown + "\n") + "0000",
                                400,
                                "does not follow"),
                        fetch0(
                                "a depth of no number",
                                want(tip.name()) + pkt("deepen x\n") + "0000",
                                400,
                                "does not follow"),
                        fetch0(
                                "a negative depth",
                                want(tip.name()) + pkt("deepen -1\n") + "0000",
                                400,
                                "does not follow"),
                        fetch0("what is not there", want(unknown) + "0000" + pkt("done\n"), 200, "ERR want"),
                        fetch0("HTML", "<html></html>", 400, "does not follow the git protocol"),
                        fetch0("a null byte", "\0", 400, "does not follow the git protocol"),
                        fetch2("a command that there is not", pkt("command=hack\n") + "0000", 400, "does not follow"),
                        fetch2("no command", pkt("x=y\n") + "0000", 400, "does not follow the git protocol"),
                        fetch2("two commands", pkt("command=fetch\n") + pkt("command=ls-refs\n") + "0000", 200, "NAK"),
                        fetch2("a want of no id", fetch(pkt("want hello\n")), 400, "does not follow the git protocol"),
                        fetch2(
                                "an argument that there is not",
                                fetch(pkt("hack\n")),
                                400,
                                "does not follow the git protocol"),
                        fetch2(
                                "a filter that there is not",
                                fetch(pkt("filter sparse:x\n")),
                                200,
                                "ERR this server has no"),
                        fetch2(
                                "a date that is none",
                                fetch(pkt("deepen-since never\n")),
                                400,
                                "does not follow the git protocol"),
                        fetch2(
                                "what is not there",
                                fetch(pkt("want " + unknown + "\n") + pkt("done\n")),
                                200,
                                "ERR want"),
                        fetch2(
                                "a ref that is hidden",
                                fetch(pkt("want-ref refs/gitsync/wiki\n") + pkt("done\n")),
                                200,
                                "ERR this server shows main"),
                        fetch2(
                                "a line that is too long",
                                "fff1" + "x".repeat(65521),
                                400,
                                "does not follow the git protocol"),
                        fetch2("an end in a line", "0014command=fe", 400, "does not follow the git protocol"))
                .map(Case::test);
    }

    @TestFactory
    Stream<DynamicTest> rejectsHeadersAndBodiesThatGitNeverSends() {
        byte[] flush = "0000".getBytes(StandardCharsets.US_ASCII);
        RawHttp post = as("reader", "POST", "/git/docs.git/git-upload-pack");
        String fetchType = "application/x-git-upload-pack-request";
        RawHttp refs = as("reader", "GET", REFS);
        return Stream.of(
                        new Case("no type", post.header("Content-Length", "0"), 415, "content type or encoding"),
                        new Case(
                                "the type of a form",
                                post.body("application/x-www-form-urlencoded", flush),
                                415,
                                "type"),
                        new Case(
                                "the type of a push",
                                post.body("application/x-git-receive-pack-request", flush),
                                415,
                                ""),
                        new Case(
                                "the type with more behind it",
                                post.body(fetchType + ";charset=utf-8", flush),
                                415,
                                ""),
                        new Case(
                                "the type in capitals",
                                post.body("APPLICATION/X-GIT-UPLOAD-PACK-REQUEST", flush),
                                415,
                                ""),
                        encoded("br", flush, 415),
                        encoded("deflate", flush, 415),
                        encoded("gzip, gzip", flush, 415),
                        encoded("GZIP", flush, 400),
                        encoded("gzip", flush, 400),
                        encoded("gzip", new byte[0], 400),
                        encoded("gzip", Arrays.copyOf(gzip(new byte[1000]), 12), 400),
                        encoded("gzip", gzip(new byte[1000]), 400),
                        encoded(
                                "gzip",
                                gzip(pkt("x".repeat(60_000)).repeat(30).getBytes(StandardCharsets.US_ASCII)),
                                413),
                        encoded("gzip", gzip(flood()), 413),
                        encoded("gzip", gzip(gzip("0000".getBytes(StandardCharsets.US_ASCII))), 400),
                        new Case(
                                "a protocol from the future",
                                refs.header("Git-Protocol", "version=99"),
                                200,
                                "service"),
                        new Case(
                                "a protocol that is none",
                                refs.header("Git-Protocol", ":::==;;\"version"),
                                200,
                                "service"),
                        new Case("a long protocol", refs.header("Git-Protocol", "a:".repeat(2000)), 200, "service"),
                        new Case("a range", refs.header("Range", "bytes=0-0"), 200, "service"),
                        new Case("a condition", refs.header("If-None-Match", "*"), 200, "service"),
                        new Case(
                                "another method inside",
                                refs.header("X-HTTP-Method-Override", "DELETE"),
                                200,
                                "service"),
                        new Case("another path inside", refs.header("X-Original-URL", "/git/x.git"), 200, "service"),
                        new Case("another user inside", refs.header("X-Remote-User", "operator"), 200, "service"),
                        // The request looks as if a proxy has forwarded it, without TLS.
                        new Case("a foreign host", refs.header("X-Forwarded-Host", "evil.example"), 403, "https"),
                        new Case("a claim of TLS", refs.header("X-Forwarded-Proto", "https"), 403, "https"))
                .map(Case::test);
    }

    // ------------------------------------------------------------------------------------------------ Push: the wire

    @TestFactory
    Stream<DynamicTest> rejectsInvalidPushes() {
        String caps = "\0report-status push-options";
        String update = tip.name() + " " + ZERO + " refs/heads/main";
        return Stream.of(
                        push(
                                "an empty command",
                                pkt("\0report-status") + "0000",
                                400,
                                "does not follow the git protocol"),
                        push(
                                "no ids",
                                pkt("x y refs/heads/main" + caps) + "0000",
                                400,
                                "does not follow the git protocol"),
                        push(
                                "one id",
                                pkt(tip.name() + " refs/heads/main" + caps) + "0000",
                                400,
                                "does not follow the git protocol"),
                        push("no ref", pkt(tip.name() + " " + ZERO + " " + caps) + "0000", 400, ""),
                        push(
                                "ids that are too long",
                                pkt("1" + update + caps) + "0000",
                                400,
                                "does not follow the git protocol"),
                        push("a command that has no end", "00ff" + update, 400, "does not follow the git protocol"),
                        push(
                                "a shallow line that is no ASCII",
                                pkt("shallow " + "\u00e9".repeat(20)) + "0000",
                                400,
                                "does not follow the git protocol"),
                        push("no flush", pkt(update + caps), 400, "does not follow the git protocol"),
                        push(
                                "a certificate that is none",
                                pkt("push-cert\0report-status") + pkt("x") + "0000",
                                400,
                                ""),
                        push(
                                "a shallow line of no id",
                                pkt("shallow x") + pkt(update + caps) + "0000",
                                400,
                                "does not follow"),
                        push("as many commands as are taken", commands(3 << 20), 200, "ng refs/heads/"),
                        push("a byte of commands too much", commands((3 << 20) + 1), 413, ""),
                        push("a pack without commands", "0000PACK", 200, ""))
                .map(Case::test);
    }

    @TestFactory
    Stream<DynamicTest> rejectsRefsThatClientsMayNotPush() {
        ObjectId other = ObjectId.fromString("1234567890123456789012345678901234567890");
        return Stream.of(
                        refs(
                                "a deletion of main",
                                command(tip, ObjectId.zeroId(), "refs/heads/main"),
                                "ng refs/heads/main "),
                        refs("a deletion of what is not there", command(tip, ObjectId.zeroId(), "refs/heads/x"), "ng "),
                        refs(
                                "another branch",
                                command(ObjectId.zeroId(), tip, "refs/heads/other"),
                                "ng refs/heads/other "),
                        refs("a tag", command(ObjectId.zeroId(), tip, "refs/tags/v1"), "ng refs/tags/v1 "),
                        refs(
                                "a replacement",
                                command(ObjectId.zeroId(), tip, "refs/replace/" + tip.name()),
                                "ng refs/replace/"),
                        refs(
                                "the engine's own ref",
                                command(ObjectId.zeroId(), tip, "refs/gitsync/wiki"),
                                "ng refs/gitsync"),
                        refs(
                                "the engine's own ref, moved",
                                command(tip, other, "refs/gitsync/wiki"),
                                "ng refs/gitsync"),
                        badRef("HEAD", command(ObjectId.zeroId(), tip, "HEAD")),
                        badRef("no refs/", command(ObjectId.zeroId(), tip, "main")),
                        badRef("a ref that climbs", command(ObjectId.zeroId(), tip, "refs/heads/../../config")),
                        badRef("a ref that locks", command(ObjectId.zeroId(), tip, "refs/heads/main.lock")),
                        refs("a ref below main", command(ObjectId.zeroId(), tip, "refs/heads/main/x"), "ng "),
                        badRef("a ref with a tilde", command(ObjectId.zeroId(), tip, "refs/heads/a~1")),
                        badRef("a ref with a bell", command(ObjectId.zeroId(), tip, "refs/heads/a\007")),
                        refs(
                                "a ref of 4,000 letters",
                                command(ObjectId.zeroId(), tip, "refs/heads/" + "a".repeat(4000)),
                                "ng "),
                        refs("main twice", command(tip, tip, "refs/heads/main").repeat(2), "ng refs/heads/main "),
                        refs("a wrong old id", command(other, tip, "refs/heads/main"), "ng refs/heads/main "),
                        refs(
                                "a new id that is not there",
                                command(tip, other, "refs/heads/main"),
                                "ng refs/heads/main "))
                .map(Case::test);
    }

    /** Names that git's own client refuses to send. */
    private static Case badRef(String name, String commands) {
        return new Case(name, refs(name, commands, "").request(), 400, "does not follow the git protocol");
    }

    private static Case refs(String name, String commands, String body) {
        boolean hasPack = !commands.contains(" " + ZERO + " ");
        byte[] pack = hasPack ? new RawPack().bytes() : new byte[0];
        String first = commands.substring(4).split("\n", 2)[0];
        String rest = commands.substring(4 + first.length() + 1);
        return new Case(name, pushRequest(pkt(first + "\0report-status\n") + rest + "0000", pack), 200, body);
    }

    private static String command(ObjectId from, ObjectId to, String ref) {
        return pkt(from.name() + " " + to.name() + " " + ref + "\n");
    }

    // ------------------------------------------------------------------------------------------------ Push: packs

    @TestFactory
    Stream<DynamicTest> rejectsInvalidPacks() {
        byte[] good = ok(new RawPack());
        return Stream.of(
                        pack("no pack at all", new byte[0], "unpack error"),
                        pack("four letters", "PACK".getBytes(StandardCharsets.US_ASCII), "unpack error"),
                        pack(
                                "another kind of file",
                                "PK\3\4 hello hello hello hello".getBytes(StandardCharsets.US_ASCII),
                                "unpack error"),
                        pack("half of it", Arrays.copyOf(good, good.length / 2), "unpack error"),
                        pack("all but the last byte", Arrays.copyOf(good, good.length - 1), "unpack error"),
                        pack("without its checksum", Arrays.copyOf(good, good.length - 20), "unpack error"),
                        pack("a wrong checksum", rawPack(p -> ok(p.withBadChecksum())), "unpack error"),
                        pack("version 5", rawPack(p -> ok(p.version(5))), "unpack error"),
                        pack("fewer objects than there are", rawPack(p -> ok(p.claiming(1))), "unpack error"),
                        pack("more objects than there are", rawPack(p -> ok(p.claiming(1000))), "unpack error"),
                        pack("two billion objects", rawPack(p -> ok(p.claiming(Integer.MAX_VALUE))), "unpack error"),
                        pack("four billion objects", rawPack(p -> ok(p.claiming(-2))), "unpack error"),
                        pack("an object of no type", entry(0, 5, RawPack.deflate(new byte[5])), "unpack error"),
                        pack("an object of type 5", entry(5, 5, RawPack.deflate(new byte[5])), "unpack error"),
                        pack(
                                "bytes that are not compressed",
                                entry(3, 5, "hello".getBytes(StandardCharsets.US_ASCII)),
                                "unpack error"),
                        pack(
                                "longer than its header declares",
                                entry(3, 2, RawPack.deflate(new byte[50])),
                                "unpack error"),
                        pack(
                                "shorter than its header declares",
                                entry(3, 50, RawPack.deflate(new byte[2])),
                                "unpack error"),
                        pack("declares an exabyte", entry(3, 1L << 60, RawPack.deflate(new byte[2])), "unpack error"),
                        pack(
                                "a blob that swells beyond the limit",
                                entry(3, CHEAP_BOMB, RawPack.deflate(new byte[CHEAP_BOMB])),
                                "unpack error"),
                        pack(
                                "a delta on nothing",
                                delta(ObjectId.fromString("1".repeat(40)), new byte[] {5, 1, 1, 'x'}),
                                "unpack error An object is missing from this push"),
                        pack("a delta on itself", delta(ObjectId.zeroId(), new byte[] {0, 0}), "unpack error"),
                        pack("an empty delta", delta(tip, new byte[0]), "unpack error"),
                        pack(
                                "a delta that reads beyond its base",
                                delta(tip, new byte[] {4, 9, (byte) 0x91, 0, 9}),
                                "unpack error"),
                        pack("a delta that swells to 4 GB", delta(tip, varints(200, 0xffffffffL)), "unpack error"),
                        pack("a delta with a command 0", delta(tip, new byte[] {4, 9, 0}), "unpack error"))
                .map(Case::test);
    }

    private static byte[] ok(RawPack pack) {
        ObjectId blob = pack.blob("Hello\n");
        pack.commit(pack.tree(Item.file("Home.md", blob)), tip);
        return pack.bytes();
    }

    private static byte[] rawPack(Function<RawPack, byte[]> make) {
        return make.apply(new RawPack());
    }

    private static byte[] entry(int type, long size, byte[] deflated) {
        return new RawPack().entry(type, size, deflated).bytes();
    }

    private static byte[] delta(ObjectId base, byte[] delta) {
        return new RawPack().delta(base, delta).bytes();
    }

    private static byte[] varints(long... numbers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long number : numbers) {
            long left = number;
            for (; left > 0x7f; left >>>= 7) {
                out.write((int) ((left & 0x7f) | 0x80));
            }
            out.write((int) left);
        }
        return out.toByteArray();
    }

    private static Case pack(String name, byte[] pack, String body) {
        String commands = pkt(tip.name() + " " + "1".repeat(40) + " refs/heads/main\0report-status\n") + "0000";
        return new Case("a pack: " + name, pushRequest(commands, pack), 200, body);
    }

    // ------------------------------------------------------------------------------------------------ Push: trees

    @TestFactory
    Stream<DynamicTest> rejectsMaliciousTrees() {
        List<Case> cases = new ArrayList<>();
        for (String name : List.of(
                ".git",
                ".GIT",
                ".Git",
                "git~1",
                "GIT~1",
                ".git ",
                ".git.",
                ".git...",
                ".g\u200cit",
                ".git\\x",
                ".git:x",
                ".",
                "..",
                "a/b",
                "",
                "aux",
                "con.md",
                "nul",
                "COM1",
                "lpt1.txt",
                "a\\b",
                "a:b",
                "a?",
                "a*",
                "a\"",
                "a|b",
                "a<b",
                "a.",
                "a ",
                "a\1b",
                "a\nb",
                ".gitmodules",
                "home.md",
                "HOME.md")) {
            cases.add(treeCase("a file " + shown(name), p -> p.tree(both(p, Item.of("100644", name, p.blob("x\n"))))));
        }
        cases.add(treeCase(
                "a name that is no UTF-8", p -> p.tree(both(p, new Item("100644", "\u00ffx", p.blob("x\n"))))));
        cases.add(treeCase(
                "a name of 5,000 letters", p -> p.tree(both(p, Item.file("x".repeat(5000), p.blob("x\n"))))));
        cases.add(treeCase(
                "two forms of one name",
                p -> p.tree(Item.file("a\u0308.md", p.blob("1\n")), Item.file("\u00e4.md", p.blob("2\n")))));
        for (String mode :
                List.of("120000", "160000", "123456", "100666", "100600", "0", "40755", "777777777777", "-1", "abc")) {
            cases.add(treeCase("a mode " + mode, p -> p.tree(both(p, Item.of(mode, "x.md", p.blob("x\n"))))));
        }
        cases.add(treeCase("a file that is a tree", p -> p.tree(Item.file("x.md", p.tree()))));
        cases.add(treeCase("a folder that is a file", p -> p.tree(Item.folder("x", p.blob("x\n")))));
        cases.add(treeCase("a file that is a commit", p -> p.tree(Item.file("x.md", tip))));
        cases.add(treeCase(
                "a blob that is missing", p -> p.tree(Item.file("x.md", ObjectId.fromString("9".repeat(40))))));
        cases.add(treeCase(
                "a folder that is missing", p -> p.tree(Item.folder("x", ObjectId.fromString("9".repeat(40))))));
        cases.add(treeCase("a tree that is missing", p -> ObjectId.fromString("9".repeat(40))));
        cases.add(treeCase("a tree that is a blob", p -> p.blob("x\n")));
        cases.add(treeCase(
                "a name twice", p -> p.tree(Item.file("x.md", p.blob("1\n")), Item.file("x.md", p.blob("2\n")))));
        cases.add(treeCase(
                "names out of order", p -> p.tree(Item.file("z.md", p.blob("1\n")), Item.file("a.md", p.blob("2\n")))));
        cases.add(treeCase(
                "a file and a folder of one name",
                p -> p.tree(Item.file("x", p.blob("1\n")), Item.folder("x", p.tree(Item.file("y", p.blob("2\n")))))));
        cases.add(treeCase("10,000 folders in one another", HostileInputTest::deepTree));
        cases.add(treeCase(
                "a tree cut off", p -> p.add(RawPack.TREE, "100644 x.md\0short".getBytes(StandardCharsets.US_ASCII))));
        cases.add(treeCase(
                "a tree without a null byte",
                p -> p.add(RawPack.TREE, "100644 x.md".getBytes(StandardCharsets.US_ASCII))));
        cases.add(treeCase(
                "conflict markers in a page",
                p -> p.tree(Item.file("Home.md", p.blob("<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n")))));
        cases.add(treeCase(
                "a page that is no text",
                p -> p.tree(Item.file("Home.md", p.add(RawPack.BLOB, new byte[] {(byte) 0xc3, 0x28})))));
        cases.add(commitCase("a commit of nothing", p -> p.add(RawPack.COMMIT, new byte[0])));
        cases.add(commitCase(
                "a commit without a tree",
                p -> p.add(RawPack.COMMIT, ("parent " + tip.name() + "\n\n").getBytes(StandardCharsets.US_ASCII))));
        cases.add(commitCase(
                "a commit without an author",
                p -> p.add(RawPack.COMMIT, ("tree " + p.tree().name() + "\n\nx").getBytes(StandardCharsets.US_ASCII))));
        cases.add(commitCase(
                "a commit whose parent is missing",
                p -> p.commit(p.tree(Item.file("Home.md", p.blob("x\n"))), ObjectId.fromString("9".repeat(40)))));
        cases.add(commitCase(
                "a commit whose parent is a blob",
                p -> p.commit(p.tree(Item.file("Home.md", p.blob("x\n"))), p.blob("y\n"))));
        cases.add(commitCase("a blob for a commit", p -> p.blob("x\n")));
        cases.add(commitCase(
                "a tag for a commit",
                p -> p.add(
                        4,
                        ("object " + tip.name()
                                        + "\ntype commit\ntag v\ntagger M <m@example.org> 1760000000 +0000\n\nx\n")
                                .getBytes(StandardCharsets.US_ASCII))));
        cases.add(commitCase(
                "a history that forgets",
                p -> p.add(
                        RawPack.COMMIT,
                        ("tree " + p.tree().name()
                                        + "\nauthor M <m@example.org> 1760000000 +0000\ncommitter M <m@example.org> 1760000000 +0000\n\nx\n")
                                .getBytes(StandardCharsets.US_ASCII))));
        return cases.stream().map(Case::test);
    }

    private static Item[] both(RawPack pack, Item item) {
        Item home = Item.file("Home.md", pack.blob("Hello\n"));
        return Arrays.compareUnsigned(item.name(), home.name()) < 0 ? new Item[] {item, home} : new Item[] {home, item};
    }

    private static ObjectId deepTree(RawPack pack) {
        ObjectId tree = pack.tree(Item.file("x.md", pack.blob("x\n")));
        for (int i = 0; i < 10_000; i++) {
            tree = pack.tree(Item.folder("d", tree));
        }
        return tree;
    }

    private static Case treeCase(String name, Function<RawPack, ObjectId> tree) {
        return commitCase(name, pack -> pack.commit(tree.apply(pack), tip));
    }

    private static Case commitCase(String name, Function<RawPack, ObjectId> make) {
        RawPack pack = new RawPack();
        ObjectId commit = make.apply(pack);
        String commands = pkt(tip.name() + " " + commit.name() + " refs/heads/main\0report-status\n") + "0000";
        return new Case(name, pushRequest(commands, pack.bytes()), 200, "ng refs/heads/main ");
    }

    // ------------------------------------------------------------------------------------------------ Push options

    @TestFactory
    Stream<DynamicTest> rejectsInvalidPushOptions() {
        return Stream.of(
                        "gitsync.allow-deletes",
                        "gitsync.allow-deletes=",
                        "gitsync.allow-deletes=-1",
                        "gitsync.allow-deletes=many",
                        "gitsync.allow-deletes=99999999999999999999",
                        "gitsync.nothing-of-the-kind=1",
                        "gitsync.dry-run=perhaps",
                        "gitsync.verbose=2")
                .map(option -> {
                    RawPack pack = new RawPack();
                    ObjectId commit = pack.commit(pack.tree(Item.file("Home.md", pack.blob("Changed\n"))), tip);
                    String commands =
                            pkt(tip.name() + " " + commit.name() + " refs/heads/main\0report-status push-options\n")
                                    + "0000" + pkt(option) + "0000";
                    return new Case(
                            "the option " + option, pushRequest(commands, pack.bytes()), 200, "ng refs/heads/main ");
                })
                .map(Case::test);
    }

    // ------------------------------------------------------------------------------------------------ Floods

    @TestFactory
    Stream<DynamicTest> limitsFloodsOfRequests() {
        return Stream.of(
                DynamicTest.dynamicTest("60 clients that send nothing more don't stop a clone", () -> {
                    List<Socket> idle = new ArrayList<>();
                    try {
                        for (int i = 0; i < 60; i++) {
                            idle.add(as("reader", "POST", "/git/docs.git/git-upload-pack")
                                    .header("Content-Type", "application/x-git-upload-pack-request")
                                    .header("Content-Length", "1000")
                                    .open());
                        }
                        GitClient.at(home).ok("clone", "-q", server.url("writer", WikiServer.PASSWORD), "amid");
                    } finally {
                        for (Socket socket : idle) {
                            socket.close();
                        }
                    }
                }),
                DynamicTest.dynamicTest("200 wrong passwords at once are 200 times 401", () -> {
                    List<Integer> answers = Collections.nCopies(200, 0).parallelStream()
                            .map(none -> server.request("GET", REFS)
                                    .as("reader", "wrong")
                                    .send()
                                    .status())
                            .distinct()
                            .toList();
                    assertThat(answers).containsExactly(401);
                }));
    }

    // ------------------------------------------------------------------------------------------------ Helpers

    private static RawHttp as(String user, String method, String target) {
        return server.request(method, target).as(user, WikiServer.PASSWORD);
    }

    private static Case fetch0(String name, String body, int status, String answer) {
        return new Case("v0: " + name, fetchRequest(body), status, answer);
    }

    private static Case fetch2(String name, String body, int status, String answer) {
        return new Case("v2: " + name, fetchRequest(body).header("Git-Protocol", "version=2"), status, answer);
    }

    private static Case push(String name, String body, int status, String answer) {
        return new Case("push: " + name, pushRequest(body, new byte[0]), status, answer);
    }

    private static Case encoded(String encoding, byte[] body, int status) {
        return new Case(
                "the encoding " + encoding + " over " + body.length + " bytes is " + status,
                as("reader", "POST", "/git/docs.git/git-upload-pack")
                        .header("Content-Encoding", encoding)
                        .body("application/x-git-upload-pack-request", body),
                status,
                "");
    }

    private static RawHttp fetchRequest(String body) {
        return as("reader", "POST", "/git/docs.git/git-upload-pack")
                .body("application/x-git-upload-pack-request", body.getBytes(StandardCharsets.UTF_8));
    }

    private static RawHttp pushRequest(String commands, byte[] pack) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(commands.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(pack);
        return as("writer", "POST", "/git/docs.git/git-receive-pack")
                .body("application/x-git-receive-pack-request", body.toByteArray());
    }

    private static String fetch(String arguments) {
        return pkt("command=fetch\n") + "0001" + arguments + "0000";
    }

    private static String want(String id) {
        return pkt("want " + id + "\n");
    }

    private static String pkt(String line) {
        return String.format("%04x", line.getBytes(StandardCharsets.UTF_8).length + 4) + line;
    }

    /** Returns commands of that many bytes in total, without their length prefixes. */
    private static String commands(int bytes) {
        StringBuilder commands = new StringBuilder();
        int left = bytes;
        for (int i = 0; left > 0; i++) {
            int length = Math.min(left, 60_000);
            String start = tip.name() + " " + ZERO + " refs/heads/" + i + "x";
            String end = i == 0 ? "\0report-status" : "";
            commands.append(pkt(start + "x".repeat(length - start.length() - end.length()) + end));
            left -= length;
        }
        return commands + "0000";
    }

    /** Returns 8 MB of lines of a fetch. */
    private static byte[] flood() {
        return (want(tip.name()) + "0000" + pkt("have " + tip.name() + "\n").repeat(160_000))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String shown(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return cut.replaceAll("[\\p{C}]", "?");
    }
}
