package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SpacePaths.Move;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Predicts what an edit in the wiki will move in git, before the edit is made (issue 29). */
class SpacePathsTest {
    private final EngineFixture wiki = EngineFixture.withFolderPages(InMemoryPageStore.withAttachments(), "README.md");
    private PageId guide;

    @BeforeEach
    void pushAGuide() {
        wiki.git
                .write("Guide/README.md", "guide\n")
                .write("Guide/Setup.md", "setup\n")
                .write("Guide/Setup/pic.png", "picture")
                .write("notes/a.md", "a\n")
                .pushed("guide");
        guide = wiki.pageAt("Guide/README.md");
    }

    @Test
    void predictsTheMoveOfAFolderPageAsItsFolder() {
        PageId notes = wiki.pageAt("notes/");

        assertThat(moved(guide, notes, "Guide")).containsExactly(new Move("Guide", "notes/Guide"));
    }

    @Test
    void predictsTheMoveOfAPageAsFileAndFolder() {
        PageId top = wiki.page(null, "Top", "top");
        wiki.page(top, "Below", "below");
        wiki.pull();

        assertThat(moved(top, null, "Roof"))
                .containsExactlyInAnyOrder(new Move("Top.md", "Roof.md"), new Move("Top", "Roof"));
    }

    @Test
    void predictsNoMoveForATitleThatRenamesNothing() {
        PageId setup = wiki.pageAt("Guide/Setup.md");

        assertThat(moved(setup, guide, "Installation")).isEmpty();
    }

    @Test
    void predictsTheNameOfAPageWhoseNameIsTaken() {
        PageId top = wiki.page(null, "Setup", "top");
        wiki.pull();

        assertThat(moved(top, guide, "Setup"))
                .singleElement()
                .matches(move -> move.to().startsWith("Guide/Setup"))
                .matches(move -> !move.to().equals("Guide/Setup.md"));
    }

    @Test
    void predictsTheMoveOfAnAttachmentToItsPageAndName() {
        PageId picture =
                wiki.sync.attachmentAt(wiki.space, "Guide/Setup/pic.png").orElseThrow();
        Attachment before = attachment(picture);
        AttachmentContent content = before.content().at(guide, "image.png");

        List<Move> moves = wiki.sync.withSpacePaths(
                wiki.space, paths -> paths.moves(new Attachment(picture, before.version() + 1, content)));

        assertThat(moves).containsExactly(new Move("Guide/Setup/pic.png", "Guide/image.png"));
        wiki.wiki.moveAttachment(wiki.space, picture, guide, wiki.edit("move"));
        wiki.wiki.renameAttachment(wiki.space, picture, "image.png", wiki.edit("rename"));
        wiki.pull();
        assertThat(wiki.git.paths()).contains("Guide/image.png");
    }

    @Test
    void storesNothingForAPrediction() {
        PageId notes = wiki.pageAt("notes/");
        List<String> before = wiki.git.paths();

        wiki.sync.withSpacePaths(wiki.space, paths -> paths.moves(after(guide, notes, "Other")));

        wiki.pull();
        assertThat(wiki.git.paths()).isEqualTo(before);
        wiki.assertVerified();
    }

    @Test
    void findsPagesByPathAndPathsByPage() {
        String path = wiki.sync.<String>withSpacePaths(wiki.space, paths -> {
            assertThat(paths.page("Guide/README.md")).contains(guide);
            assertThat(paths.page("Guide/")).isEmpty();
            assertThat(paths.attachment("Guide/README.md")).isEmpty();
            assertThat(paths.attachment("Guide/Setup/pic.png")).isPresent();
            return paths.path(guide).orElseThrow();
        });

        assertThat(path).isEqualTo("Guide/README.md");
    }

    /** Returns the predicted moves, after checking that the edit made them. */
    private List<Move> moved(PageId page, @Nullable PageId parent, String title) {
        List<String> before = wiki.git.paths();
        List<Move> moves = wiki.sync.withSpacePaths(wiki.space, paths -> paths.moves(after(page, parent, title)));
        if (!title.equals(wiki.titleOf(page))) {
            wiki.wiki.rename(wiki.space, page, title, wiki.edit("rename"));
        }
        wiki.wiki.move(wiki.space, page, parent, wiki.edit("move"));
        wiki.pull();
        List<String> expected = before.stream()
                .map(path -> after(path, moves))
                .sorted(Comparator.naturalOrder())
                .toList();
        assertThat(wiki.git.paths().stream().sorted().toList()).isEqualTo(expected);
        return moves;
    }

    private static String after(String path, List<Move> moves) {
        return moves.stream()
                .filter(move -> path.equals(move.from()) || path.startsWith(move.from() + "/"))
                .findFirst()
                .map(move -> move.to() + path.substring(move.from().length()))
                .orElse(path);
    }

    private Page after(PageId page, @Nullable PageId parent, String title) {
        Page now = wiki.store().page(wiki.space, page).orElseThrow();
        return new Page(
                page,
                now.version() + 1,
                new PageContent(parent, title, now.content().text()));
    }

    private Attachment attachment(PageId id) {
        return wiki.store().attachments().orElseThrow().attachments(wiki.space, null, 100).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
