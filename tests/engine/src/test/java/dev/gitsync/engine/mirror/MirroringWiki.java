package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSyncBuilder;
import dev.gitsync.Remotes;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.remotes.ObjectCopy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * One of two wikis that mirror each other. People edit it and push to it: pages that both wikis change, and pages of its own, which
 * are also moved, deleted and restored. Its process can die at any call.
 */
final class MirroringWiki {
    private static final int SHARED_PAGES = 2;

    private final String name;
    private final Random random;
    private final MortalStores stores;
    private final List<Deleted> trash = new ArrayList<>();
    final MirrorFixture site;
    /** The messages of all acknowledged changes. */
    final List<String> messages = new ArrayList<>();
    /** The lines that acknowledged changes added and none deleted. */
    final Set<String> lines = new LinkedHashSet<>();

    MirroringWiki(String name, Random random, boolean isTogether, Supplier<MirroringWiki> other) {
        this.name = name;
        this.random = random;
        stores = new MortalStores(new SharedTransactions(this::wiki, isTogether));
        site = new MirrorFixture(
                stores.git(), stores.states(), builder -> mirroring(builder.pages(stores.pages()), other));
    }

    private GitSyncBuilder mirroring(GitSyncBuilder builder, Supplier<MirroringWiki> other) {
        return Remotes.of(builder, mirror -> new WikiRemote(other.get().site.sync, site.space))
                .settings(GitSyncSettings.builder().commitWindow(Duration.ZERO).build());
    }

    private InMemoryPageStore wiki() {
        return site.wiki;
    }

    /** Makes the pages that both wikis change, with a place to add lines at. */
    void begin() {
        for (int page = 0; page < SHARED_PAGES; page++) {
            site.page("Shared " + page, "top\n\nmiddle\n\nbottom\n");
        }
    }

    /** Has a person change something. */
    void change(String message) throws IOException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> edit(shared(), message);
            case 3, 4, 5 -> push(shared(), message);
            case 6 -> edit(own(), message);
            case 7 -> push(own(), message);
            case 8 -> create(message);
            case 9 -> move(message);
            case 10 -> delete(message);
            default -> restore(message);
        }
    }

    private Page shared() {
        return any("Shared");
    }

    private Page own() {
        return any(name);
    }

    private Page any(String title) {
        List<Page> found = site.wiki.pages(site.space, null, 1_000).stream()
                .filter(page -> page.content().title().startsWith(title))
                .toList();
        return found.isEmpty() ? shared() : found.get(random.nextInt(found.size()));
    }

    private String withLine(String text, String line) {
        List<String> all = new ArrayList<>(text.lines().toList());
        int first = all.lastIndexOf("---") + 1; // after the front matter
        all.add(random.nextInt(4) == 0 ? first + random.nextInt(all.size() - first + 1) : all.size(), line);
        return String.join("\n", all) + "\n";
    }

    private void done(String message) {
        assertThat(messages).doesNotContain(message);
        messages.add(message);
    }

    private void edit(Page page, String message) {
        String text = withLine(String.valueOf(page.content().text()), message);
        site.wiki.edit(site.space, page.id(), text, site.edit(message));
        lines.add(message);
        done(message);
    }

    private void create(String message) {
        site.wiki.create(site.space, null, name + " " + message, message + "\n", site.edit(message));
        lines.add(message);
        done(message);
    }

    /** Gives a page another title, in the wiki or by a push. */
    private void move(String message) throws IOException {
        Page page = own();
        if (!isOwn(page)) {
            return;
        }
        String title = name + " moved by " + message;
        if (random.nextBoolean()) {
            site.wiki.rename(site.space, page.id(), title, site.edit(message));
            done(message);
        } else {
            push(message, clone -> {
                String path = path(clone, page);
                String text = clone.read(clone.head(), path);
                String withoutTitle = text.startsWith("change") ? text : text.substring(text.indexOf("\nchange") + 1);
                clone.delete(path).write(title + ".md", withoutTitle);
            });
        }
    }

    private boolean isOwn(Page page) {
        return page.content().title().startsWith(name);
    }

    private void delete(String message) throws IOException {
        Page page = own();
        if (!isOwn(page)) {
            return;
        }
        ObjectId before = site.caughtUp();
        String path = path(site.here().at(before), page);
        String file = site.here().read(before, path);
        if (random.nextBoolean()) {
            site.wiki.delete(site.space, page.id(), site.edit(message));
            done(message);
        } else if (!push(message, clone -> clone.delete(path))) {
            return;
        }
        trash.add(new Deleted(page.id(), path, file));
        lines.removeAll(file.lines().toList());
    }

    private void restore(String message) throws IOException {
        if (trash.isEmpty()) {
            return;
        }
        Deleted page = trash.get(0);
        if (random.nextBoolean()) {
            site.wiki.restore(site.space, page.id(), site.edit(message));
            done(message);
        } else if (!push(message, clone -> clone.write(page.path(), page.file()))) {
            return;
        }
        trash.remove(page);
        page.file().lines().filter(line -> line.startsWith("change")).forEach(lines::add);
    }

    /** A page in the trash, and the file that it had. */
    private record Deleted(PageId id, String path, String file) {}

    private void push(Page page, String message) throws IOException {
        boolean isDone = push(message, clone -> {
            String path = path(clone, page);
            clone.write(path, withLine(clone.read(clone.head(), path), message));
        });
        if (isDone) {
            lines.add(message);
        }
    }

    private boolean push(String message, Edit edit) throws IOException {
        ObjectId seen = site.caughtUp();
        Clone clone = site.here().at(seen);
        edit.in(clone);
        boolean isDone = site.push(seen, clone.commit(message)) instanceof PushResult.Accepted;
        if (isDone) {
            done(message);
        }
        return isDone;
    }

    /** Returns the path of a page, which keeps the name that a person gave its file. */
    private static String path(Clone clone, Page page) throws IOException {
        String title = page.content().title();
        for (String path : clone.paths()) {
            if (clone.read(clone.head(), path).contains("title: " + title + "\n")) {
                return path;
            }
        }
        return title + ".md";
    }

    private interface Edit {
        void in(Clone clone) throws IOException;
    }

    /**
     * Has a person merge {@code theirs}, a commit of the other wiki, and push the merge: the own lines first, then theirs. Pages of
     * the other wiki are as they are there.
     */
    void merge(MirroringWiki other, ObjectId theirs, String message) throws IOException {
        ObjectId ours = site.caughtUp();
        other.copyTo(this, theirs);
        if (site.here().contains(ours, theirs)) {
            return;
        }
        Clone clone = site.here().at(ours);
        Map<String, String> merged = new LinkedHashMap<>();
        clone.paths().stream().filter(path -> path.startsWith(other.name)).forEach(clone::delete);
        for (String path : site.here().files(theirs).keySet()) {
            if (path.startsWith(other.name)) {
                merged.put(path, clone.read(theirs, path));
            } else if (path.startsWith("Shared")) {
                Set<String> both = new LinkedHashSet<>(clone.read(ours, path)
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList());
                both.addAll(clone.read(theirs, path)
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList());
                merged.put(path, String.join("\n", both) + "\n");
            }
        }
        if (site.push(ours, clone.write(merged).merge(theirs, message)) instanceof PushResult.Accepted) {
            done(message);
        }
    }

    private void copyTo(MirroringWiki other, ObjectId commit) throws IOException {
        try (Repository from = site.sync.open(site.space);
                Repository to = other.site.sync.open(site.space)) {
            ObjectCopy.copy(from, commit, to, to.newObjectInserter());
        }
    }

    MirrorReport run() {
        return site.run();
    }

    /** Lets the process die at one of its next calls. */
    void dieSoon() {
        stores.dieSoon(random);
    }

    /** Starts a new process on the same stores. */
    void restart() {
        stores.revive();
        site.sync = site.build();
    }
}
