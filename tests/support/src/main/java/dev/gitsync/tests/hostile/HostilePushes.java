package dev.gitsync.tests.hostile;

import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.http.RawPack.Item;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** Commands, refs and options of pushes that are refused. */
final class HostilePushes {
    private static final String ZERO = ObjectId.zeroId().name();

    private final HostileClient client;
    private final ObjectId tip;

    HostilePushes(HostileClient client) {
        this.client = client;
        this.tip = client.tip();
    }

    Stream<HostileCase> invalidCommands() {
        String caps = "\0report-status push-options";
        String update = tip.name() + " " + ZERO + " refs/heads/main";
        return Stream.of(
                push(
                        "an empty command",
                        HostileClient.pkt("\0report-status") + "0000",
                        400,
                        "does not follow the git protocol"),
                push(
                        "no ids",
                        HostileClient.pkt("x y refs/heads/main" + caps) + "0000",
                        400,
                        "does not follow the git protocol"),
                push(
                        "one id",
                        HostileClient.pkt(tip.name() + " refs/heads/main" + caps) + "0000",
                        400,
                        "does not follow the git protocol"),
                push("no ref", HostileClient.pkt(tip.name() + " " + ZERO + " " + caps) + "0000", 400, ""),
                push(
                        "ids that are too long",
                        HostileClient.pkt("1" + update + caps) + "0000",
                        400,
                        "does not follow the git protocol"),
                push("a command that has no end", "00ff" + update, 400, "does not follow the git protocol"),
                push(
                        "a shallow line that is no ASCII",
                        HostileClient.pkt("shallow " + "\u00e9".repeat(20)) + "0000",
                        400,
                        "does not follow the git protocol"),
                push("no flush", HostileClient.pkt(update + caps), 400, "does not follow the git protocol"),
                push(
                        "a certificate that is none",
                        HostileClient.pkt("push-cert\0report-status") + HostileClient.pkt("x") + "0000",
                        400,
                        ""),
                push(
                        "a shallow line of no id",
                        HostileClient.pkt("shallow x") + HostileClient.pkt(update + caps) + "0000",
                        400,
                        "does not follow"),
                push("as many commands as are taken", commands(3 << 20), 200, "ng refs/heads/"),
                push("a byte of commands too much", commands((3 << 20) + 1), 413, ""),
                push("a pack without commands", "0000PACK", 200, ""));
    }

    private HostileCase push(String name, String body, int status, String answer) {
        return new HostileCase("push: " + name, client.push(body, new byte[0]), status, answer);
    }

    /** Returns commands of that many bytes in total, without their length prefixes. */
    private String commands(int bytes) {
        StringBuilder commands = new StringBuilder();
        int left = bytes;
        for (int i = 0; left > 0; i++) {
            int length = Math.min(left, 60_000);
            String start = tip.name() + " " + ZERO + " refs/heads/" + i + "x";
            String end = i == 0 ? "\0report-status" : "";
            commands.append(HostileClient.pkt(start + "x".repeat(length - start.length() - end.length()) + end));
            left -= length;
        }
        return commands + "0000";
    }

    Stream<HostileCase> refs() {
        ObjectId other = ObjectId.fromString("1234567890123456789012345678901234567890");
        return Stream.of(
                refs("a deletion of main", command(tip, ObjectId.zeroId(), "refs/heads/main"), "ng refs/heads/main "),
                refs("a deletion of what is not there", command(tip, ObjectId.zeroId(), "refs/heads/x"), "ng "),
                refs("another branch", command(ObjectId.zeroId(), tip, "refs/heads/other"), "ng refs/heads/other "),
                refs("a tag", command(ObjectId.zeroId(), tip, "refs/tags/v1"), "ng refs/tags/v1 "),
                refs(
                        "a replacement",
                        command(ObjectId.zeroId(), tip, "refs/replace/" + tip.name()),
                        "ng refs/replace/"),
                refs("the engine's own ref", command(ObjectId.zeroId(), tip, "refs/gitsync/wiki"), "ng refs/gitsync"),
                refs("the engine's own ref, moved", command(tip, other, "refs/gitsync/wiki"), "ng refs/gitsync"),
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
                refs("a new id that is not there", command(tip, other, "refs/heads/main"), "ng refs/heads/main "));
    }

    /** Names that git's own client refuses to send. */
    private HostileCase badRef(String name, String commands) {
        return new HostileCase(name, refs(name, commands, "").request(), 400, "does not follow the git protocol");
    }

    private HostileCase refs(String name, String commands, String body) {
        boolean hasPack = !commands.contains(" " + ZERO + " ");
        byte[] pack = hasPack ? new RawPack().bytes() : new byte[0];
        String first = commands.substring(4).split("\n", 2)[0];
        String rest = commands.substring(4 + first.length() + 1);
        return new HostileCase(
                name, client.push(HostileClient.pkt(first + "\0report-status\n") + rest + "0000", pack), 200, body);
    }

    private static String command(ObjectId from, ObjectId to, String ref) {
        return HostileClient.pkt(from.name() + " " + to.name() + " " + ref + "\n");
    }

    Stream<HostileCase> options() {
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
                    String commands = HostileClient.pkt(
                                    tip.name() + " " + commit.name() + " refs/heads/main\0report-status push-options\n")
                            + "0000" + HostileClient.pkt(option) + "0000";
                    return new HostileCase(
                            "the option " + option, client.push(commands, pack.bytes()), 200, "ng refs/heads/main ");
                });
    }
}
