package dev.gitsync.tests.hostile;

import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.http.RawPack.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** Packs that are not what they declare. */
final class HostilePacks {
    private static final int CHEAP_BOMB =
            (int) GitSyncSettings.defaults().push().maxFileBytes() + 1;

    private final HostileClient client;
    private final ObjectId tip;

    HostilePacks(HostileClient client) {
        this.client = client;
        this.tip = client.tip();
    }

    Stream<HostileCase> invalid() {
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
                pack("longer than its header declares", entry(3, 2, RawPack.deflate(new byte[50])), "unpack error"),
                pack("shorter than its header declares", entry(3, 50, RawPack.deflate(new byte[2])), "unpack error"),
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
                pack("a delta with a command 0", delta(tip, new byte[] {4, 9, 0}), "unpack error"));
    }

    private byte[] ok(RawPack pack) {
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

    private HostileCase pack(String name, byte[] pack, String body) {
        String commands =
                HostileClient.pkt(tip.name() + " " + "1".repeat(40) + " refs/heads/main\0report-status\n") + "0000";
        return new HostileCase("a pack: " + name, client.push(commands, pack), 200, body);
    }
}
