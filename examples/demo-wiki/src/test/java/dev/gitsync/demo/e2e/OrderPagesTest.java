package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of pages over plain HTTP and with the real git: issue 29. */
@WithRunningWiki
class OrderPagesTest {
    private final DemoWiki wiki;

    OrderPagesTest(DemoWiki wiki) {
        this.wiki = wiki;
    }

    @Test
    void everyChangeOfAPageKeepsTheFileRight(@TempDir Path home) throws IOException {
        OrderedSpace space = OrderedSpace.create(wiki, "ordered");
        for (String title : List.of("Ash", "Birch", "Cedar", "Date")) {
            space.page(title, "");
        }
        GitClient clone = space.clone(GitClient.at(home));
        assertThat(space.titles()).containsExactly("Ash", "Birch", "Cedar", "Date");
        assertThat(OrderedSpace.order(clone, "")).isEmpty();

        assertThat(space.drag("Date", "before", "Birch").status()).isEqualTo(303);
        assertThat(space.titles()).containsExactly("Ash", "Date", "Birch", "Cedar");
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Ash\nDate\n");
        assertThat(clone.ok("log", "-1", "--format=%an", "--", ".order")).isEqualTo("Ada");
        space.post("Cedar", "order", "step", "first");
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Cedar\nAsh\nDate\n");

        space.post("Date", "edit", "title", "Dogwood", "text", "Date\n", "message", "");
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Cedar\nAsh\nDogwood\n");
        assertThat(space.titles()).containsExactly("Cedar", "Ash", "Dogwood", "Birch");
        space.page("Apple", "");
        assertThat(space.titles()).containsExactly("Cedar", "Ash", "Dogwood", "Apple", "Birch");
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Cedar\nAsh\nDogwood\n");

        OrderedSpace.Item ash = space.item("Ash");
        space.post("Ash", "delete");
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Cedar\nDogwood\n");
        space.ada().post("/p/" + ash.page() + "/restore", "version", Long.toString(Long.parseLong(ash.version()) + 1));
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Cedar\nAsh\nDogwood\n");
        assertThat(space.titles()).containsExactly("Cedar", "Ash", "Dogwood", "Apple", "Birch");

        space.post("Dogwood", "move", "parent", space.item("Ash").page());
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Cedar\nAsh\n");
        assertThat(space.drag("Birch", "before", "Ash/Dogwood").status()).isEqualTo(303);
        assertThat(space.titles()).containsExactly("Cedar", "Ash", "Ash/Birch", "Ash/Dogwood", "Apple");
        assertThat(OrderedSpace.order(clone, "Ash")).as("alphabetical").isEmpty();
        space.drag("Cedar", "after", "Ash/Dogwood");
        space.drag("Ash/Dogwood", "before", "Ash/Birch");
        assertThat(OrderedSpace.order(clone, "Ash")).isEqualTo("Dogwood\nBirch\n");
        assertThat(OrderedSpace.order(clone, "")).as("Apple is not in it").isEqualTo("Ash\n");
        space.drag("Apple", "before", "Ash");
        assertThat(OrderedSpace.order(clone, "")).as("alphabetical again").isEmpty();
        assertThat(space.titles()).containsExactly("Apple", "Ash", "Ash/Dogwood", "Ash/Birch", "Ash/Cedar");
    }

    @Test
    void aPushedFileReordersTheTreeAndKeepsItsOwnLines(@TempDir Path home) throws IOException {
        OrderedSpace space = OrderedSpace.create(wiki, "pushedorder");
        GitClient clone = space.clone(GitClient.at(home));
        clone.ok("checkout", "-q", "-b", "main");
        for (String name : List.of("intro", "setup-guide", "reference")) {
            clone.commit(name + ".md", "---\ntitle: The " + name + "\n---\ntext\n");
        }
        clone.commit(".order", "setup-guide\r\nlater\r\nintro\r\n");
        clone.ok("push", "-q", "-u", "origin", "main");
        assertThat(space.titles()).containsExactly("The setup-guide", "The intro", "The reference");

        space.drag("The reference", "before", "The intro");
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("setup-guide\r\nlater\r\nreference\r\nintro\r\n");
        space.post("The reference", "edit", "title", "All of it", "text", "text\n", "message", "");
        assertThat(OrderedSpace.order(clone, "")).as("git named the file").contains("\r\nreference\r\n");
        assertThat(space.titles()).containsExactly("The setup-guide", "All of it", "The intro");
        clone.ok("mv", "setup-guide.md", "start.md");
        clone.commit(".order", "intro\nstart\n");
        clone.ok("push", "-q");
        assertThat(space.titles()).containsExactly("The intro", "The setup-guide", "All of it");
    }

    /** Its name looks like one that its title gave, but git chose it, so that it stays. */
    @Test
    void aFileThatGitNamedKeepsItsLineWhenItsTitleChanges(@TempDir Path home) throws IOException {
        OrderedSpace space = OrderedSpace.create(wiki, "namedorder");
        space.page("Zoo", "");
        GitClient clone = space.clone(GitClient.at(home));
        clone.commit("Plain.md", "text\n");
        clone.commit(".order", "Zoo\nPlain\n");
        clone.ok("push", "-q");
        space.post("Plain", "edit", "title", "Other", "text", "text\n", "message", "");
        assertThat(OrderedSpace.order(clone, "")).isEqualTo("Zoo\nPlain\n");
        assertThat(clone.folder().resolve("Plain.md")).exists();
        assertThat(space.titles()).containsExactly("Zoo", "Other");
    }

    @Test
    void movesOfSeveralPeopleAtTheSameTimeAreAllKept() {
        OrderedSpace space = OrderedSpace.create(wiki, "busyorder");
        for (String title : List.of("A", "B", "C", "D", "E", "F")) {
            space.page(title, "");
        }
        List<OrderedSpace.Item> items = space.tree();
        List<Thread> people = new ArrayList<>();
        for (int i = 1; i < items.size(); i++) {
            OrderedSpace.Item item = items.get(i);
            Thread person = new Thread(() -> WebClient.of(wiki, "bob")
                    .post("/p/" + item.page() + "/order", "version", item.version(), "step", "first"));
            people.add(person);
            person.start();
        }
        people.forEach(OrderPagesTest::join);
        assertThat(space.titles()).hasSize(6).last().isEqualTo("A");
        assertThat(space.titles()).containsExactlyInAnyOrder("A", "B", "C", "D", "E", "F");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void movesThatMakeNoSenseChangeNothing() {
        OrderedSpace space = OrderedSpace.create(wiki, "wrongorder");
        String above = space.page("Above", "");
        space.page("Below", above);
        space.page("Beside", "");
        List<String> before = space.titles();
        assertThat(space.drag("Above", "before", "Above/Below").status()).isEqualTo(422);
        assertThat(space.drag("Above", "before", "Above").status()).isEqualTo(303);
        assertThat(space.post("Above", "order", "step", "sideways").status()).isEqualTo(400);
        assertThat(space.post("Above", "order", "sibling", "gone").status()).isEqualTo(409);
        assertThat(space.post("Above", "order", "step", "up").status()).isEqualTo(303);
        assertThat(space.ada()
                        .post("/p/" + above + "/order", "version", "99", "step", "down")
                        .status())
                .isEqualTo(409);
        assertThat(WebClient.of(wiki, "eve")
                        .post("/p/" + above + "/order", "version", "1", "step", "down")
                        .status())
                .isEqualTo(403);
        assertThat(space.titles()).isEqualTo(before);
    }
}
