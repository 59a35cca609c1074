package dev.gitsync.tests.hostile;

import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.http.RawPack.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** Valid packs whose commits and trees are malicious. */
final class HostileTrees {
    private final HostileClient client;
    private final ObjectId tip;

    HostileTrees(HostileClient client) {
        this.client = client;
        this.tip = client.tip();
    }

    Stream<HostileCase> malicious() {
        List<HostileCase> cases = new ArrayList<>();
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
            cases.add(treeCase(
                    "a file " + HostileCase.shown(name), p -> p.tree(both(p, Item.of("100644", name, p.blob("x\n"))))));
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
        cases.add(treeCase("10,000 folders in one another", HostileTrees::deepTree));
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
        return cases.stream();
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

    private HostileCase treeCase(String name, Function<RawPack, ObjectId> tree) {
        return commitCase(name, pack -> pack.commit(tree.apply(pack), tip));
    }

    private HostileCase commitCase(String name, Function<RawPack, ObjectId> make) {
        RawPack pack = new RawPack();
        ObjectId commit = make.apply(pack);
        String commands =
                HostileClient.pkt(tip.name() + " " + commit.name() + " refs/heads/main\0report-status\n") + "0000";
        return new HostileCase(name, client.push(commands, pack.bytes()), 200, "ng refs/heads/main ");
    }
}
