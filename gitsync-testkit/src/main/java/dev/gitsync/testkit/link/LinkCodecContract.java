package dev.gitsync.testkit.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contract tests for {@link LinkCodec}. Extend this class for your own codec and run it. */
public abstract class LinkCodecContract {
    private static final PageId LINKER = new PageId("1");
    private static final PageId PAGE = new PageId("a;b#c|d");
    private static final PageId OTHER = new PageId("3");
    private static final PageId IMAGE = new PageId("x)<%41>");

    /** Creates the contract; for subclasses. */
    protected LinkCodecContract() {}

    /** Returns the codec under test. */
    protected abstract LinkCodec codec();

    /** Returns the extension of page files, with its dot. */
    protected abstract String extension();

    /**
     * Returns a text with one link, as your users write it most.
     *
     * @param path where it leads: a path that is relative to the folder of the page
     */
    protected abstract String linkTo(String path);

    /** Returns files as users of your format write them, with every kind of links. None contains a link by id. */
    protected List<String> files() {
        return List.of();
    }

    private String file(String path) {
        return path + extension();
    }

    private InMemoryLinkedFiles space(String page) {
        return new InMemoryLinkedFiles(Map.of(
                file("guide/start"), LINKER, file(page), PAGE, file("guide/other"), OTHER, "images/a.png", IMAGE));
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>(files());
        texts.addAll(
                List.of("", "no link\n", linkTo(file("setup")), linkTo(file("missing")), linkTo("../images/a.png")));
        return texts;
    }

    @Test
    void filesComeBackAsTheyWere() {
        InMemoryLinkedFiles space = space("guide/setup");
        for (String text : texts()) {
            String wiki = codec().toWiki(file("guide/start"), text, space);
            assertThat(codec().toFile(file("guide/start"), wiki, space))
                    .as(wiki)
                    .isEqualTo(text);
        }
    }

    @Test
    void textsOfTheWikiInFilesComeBackAsTheyWere() {
        InMemoryLinkedFiles space = space("guide/setup");
        for (String text : texts()) {
            String wiki = codec().toWiki(file("guide/start"), text, space);
            String again = codec().toWiki(file("guide/start"), wiki, space);
            assertThat(codec().toFile(file("guide/start"), again, space))
                    .as(again)
                    .isEqualTo(wiki);
        }
    }

    @Test
    void theWikiNamesPagesAndAttachmentsById() {
        InMemoryLinkedFiles space = space("guide/setup");
        assertThat(ids(codec().toWiki(file("guide/start"), linkTo(file("setup")), space)))
                .containsExactly(PAGE);
        assertThat(ids(codec().toWiki(file("guide/start"), linkTo("../images/a.png"), space)))
                .containsExactly(IMAGE);
    }

    private Iterable<PageId> ids(String wiki) {
        return codec().targets(file("guide/start"), wiki, wiki).ids();
    }

    @Test
    void aLinkFollowsItsTarget() {
        String wiki = codec().toWiki(file("guide/start"), linkTo(file("setup")), space("guide/setup"));
        assertThat(codec().toFile(file("guide/start"), wiki, space("other/new name")))
                .isEqualTo(codec().toFile(
                                file("guide/start"),
                                codec().toWiki(
                                                file("guide/start"),
                                                codec().toFile(file("guide/start"), wiki, space("other/new name")),
                                                space("other/new name")),
                                space("other/new name")));
        assertThat(codec().toFile(file("guide/start"), wiki, space("other/install")))
                .isEqualTo(linkTo(file("../other/install")));
    }

    @Test
    void aLinkFollowsItsPage() {
        String wiki = codec().toWiki(file("guide/start"), linkTo(file("setup")), space("guide/setup"));
        assertThat(codec().toFile(file("start"), wiki, space("guide/setup"))).isEqualTo(linkTo(file("guide/setup")));
    }

    @Test
    void aLinkToADeletedPageKeepsTheId() {
        String wiki = codec().toWiki(file("guide/start"), linkTo(file("setup")), space("guide/setup"));
        InMemoryLinkedFiles without = new InMemoryLinkedFiles(Map.of(file("guide/start"), LINKER));
        String file = codec().toFile(file("guide/start"), wiki, without);
        String again = codec().toWiki(file("guide/start"), file, without);
        assertThat(codec().toFile(file("guide/start"), again, without)).isEqualTo(file);
        assertThat(codec().toFile(file("guide/start"), again, space("guide/setup")))
                .isEqualTo(linkTo(file("setup")));
    }

    @Test
    void theTextWithoutTargetsIsTheSameOnBothSides() {
        for (String text : texts()) {
            String wiki = codec().toWiki(file("guide/start"), text, space("guide/setup"));
            String file = codec().toFile(file("guide/start"), wiki, space("other/install"));
            assertThat(codec().withoutTargets(wiki)).isEqualTo(codec().withoutTargets(text));
            assertThat(codec().withoutTargets(file)).isEqualTo(codec().withoutTargets(text));
        }
    }

    @Test
    void aLinkToAMissingFileWantsItsName() {
        String text = linkTo(file("missing"));
        LinkTargets targets = codec().targets(file("guide/start"), text, text);
        assertThat(targets.ids()).isEmpty();
        assertThat(targets.wanted()).hasSize(1);
        assertThat(codec().names(file("guide/missing"))).containsAll(targets.wanted());
    }

    @Test
    void aTextWithoutLinksHasNoTargets() {
        assertThat(codec().targets(file("a"), "no link\n", "no link\n")).isEqualTo(LinkTargets.none());
    }
}
