package dev.gitsync.servlet;

import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.http.RawPack.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/** Faults W6: pushes that are small in transit and need much memory to plan. The parent of each is {@code tip}. */
final class HeavyPushes {
    private static final int LONGEST_MESSAGE = (1 << 20) - 500;
    private static final int LARGEST_PAGE = (8 << 20) - 100;

    private static final String PERSON = "Mallory <mallory@example.org> 1760000000 +0000";

    private final ObjectId tip;

    HeavyPushes(ObjectId tip) {
        this.tip = tip;
    }

    /** Returns the bodies of the requests, by description. */
    Map<String, byte[]> all() {
        Map<String, byte[]> pushes = new LinkedHashMap<>();
        pushes.put("100 pages of 8 MiB, as dry run", largePages(100, "gitsync.dry-run"));
        pushes.put("100 pages of 8 MiB", largePages(100, ""));
        pushes.put("2,000 pages and a message of 1 MiB, as dry run", longMessage(2_000, "gitsync.dry-run"));
        pushes.put("2,000 pages with a title of 100 kB each", longTitles(2_000));
        pushes.put("2,000 pages and a message of 1 MiB", longMessage(2_000, ""));
        pushes.put("300 commits with a message of 1 MiB each", longMessages(300));
        pushes.put("200 pages by an author with a name of 1 MiB", longAuthor(200));
        pushes.put("196,000 pages with long paths, of four objects", longPaths(400, 490));
        pushes.put("a merge of 3,000 commits of one large folder", manyParents(5_000, 3_000));
        return pushes;
    }

    private byte[] longAuthor(int count) {
        RawPack pack = new RawPack();
        Item[] pages = new Item[count];
        for (int i = 0; i < count; i++) {
            pages[i] = Item.file(name("by", i), pack.blob("text " + i + "\n"));
        }
        String author = "M".repeat(LONGEST_MESSAGE) + " <mallory@example.org> 1760000000 +0000";
        return push(pack, commit(pack, pack.tree(pages), List.of(tip), author, "Long author"), "");
    }

    /** All folders have the same tree. */
    private byte[] longPaths(int folders, int files) {
        RawPack pack = new RawPack();
        ObjectId folder = pack.tree(pages("p".repeat(190), files, pack.blob("x\n")));
        Item[] items = new Item[folders];
        for (int i = 0; i < folders; i++) {
            items[i] = Item.folder(String.format("%s-%05d", "f".repeat(190), i), folder);
        }
        return push(pack, commit(pack, pack.tree(items), tip, "Long paths"), "");
    }

    private byte[] manyParents(int pages, int parents) {
        RawPack pack = new RawPack();
        ObjectId before = pack.tree(pages("many", pages, pack.blob("before\n")));
        ObjectId base = commit(pack, before, tip, "Base");
        List<ObjectId> commits = new ArrayList<>();
        for (int i = 0; i < parents; i++) {
            commits.add(commit(pack, before, base, "Parent " + i));
        }
        commits.add(commits.get(0));
        ObjectId after = pack.tree(pages("many", pages, pack.blob("after\n")));
        return push(pack, commit(pack, after, commits, PERSON, "Merge"), "");
    }

    /** All pages have the same text, so the pack has one blob. */
    private byte[] largePages(int count, String option) {
        RawPack pack = new RawPack();
        ObjectId blob = pack.blob("x".repeat(63).concat("\n").repeat(LARGEST_PAGE / 64));
        return push(pack, commit(pack, pack.tree(pages("large", count, blob)), tip, "Large pages"), option);
    }

    private byte[] longMessage(int count, String option) {
        RawPack pack = new RawPack();
        Item[] pages = new Item[count];
        for (int i = 0; i < count; i++) {
            pages[i] = Item.file(name("page", i), pack.blob("text " + i + "\n"));
        }
        return push(pack, commit(pack, pack.tree(pages), tip, "m".repeat(LONGEST_MESSAGE)), option);
    }

    private byte[] longMessages(int commits) {
        RawPack pack = new RawPack();
        List<Item> pages = new ArrayList<>();
        ObjectId parent = tip;
        for (int i = 0; i < commits; i++) {
            pages.add(Item.file(name("step", i), pack.blob("text " + i + "\n")));
            ObjectId tree = pack.tree(pages.toArray(Item[]::new));
            parent = commit(pack, tree, parent, i + "m".repeat(LONGEST_MESSAGE));
        }
        return push(pack, parent, "");
    }

    private byte[] longTitles(int count) {
        RawPack pack = new RawPack();
        Item[] pages = new Item[count];
        for (int i = 0; i < count; i++) {
            pages[i] = Item.file(
                    name("title", i), pack.blob("---\ntitle: " + i + "t".repeat(100_000) + "\n---\n\ntext\n"));
        }
        return push(pack, commit(pack, pack.tree(pages), tip, "Long titles"), "");
    }

    private static Item[] pages(String name, int count, ObjectId blob) {
        Item[] pages = new Item[count];
        for (int i = 0; i < count; i++) {
            pages[i] = Item.file(name(name, i), blob);
        }
        return pages;
    }

    private static String name(String name, int number) {
        return String.format("%s-%05d.md", name, number);
    }

    private static ObjectId commit(RawPack pack, ObjectId tree, ObjectId parent, String message) {
        return commit(pack, tree, List.of(parent), PERSON, message);
    }

    private static ObjectId commit(RawPack pack, ObjectId tree, List<ObjectId> parents, String author, String message) {
        StringBuilder commit = new StringBuilder("tree " + tree.name() + "\n");
        parents.forEach(parent -> commit.append("parent ").append(parent.name()).append('\n'));
        commit.append("author ").append(author).append("\ncommitter ").append(PERSON);
        commit.append("\n\n").append(message).append('\n');
        return pack.add(RawPack.COMMIT, commit.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] push(RawPack pack, ObjectId commit, String option) {
        boolean hasOption = !option.isEmpty();
        String capabilities = hasOption ? "report-status push-options" : "report-status";
        String command = packet(tip.name() + " " + commit.name() + " refs/heads/main\0" + capabilities + "\n") + "0000";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(command.getBytes(StandardCharsets.US_ASCII));
        if (hasOption) {
            body.writeBytes((packet(option + "\n") + "0000").getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes(pack.bytes());
        return body.toByteArray();
    }

    private static String packet(String line) {
        return String.format("%04x", line.length() + 4) + line;
    }
}
