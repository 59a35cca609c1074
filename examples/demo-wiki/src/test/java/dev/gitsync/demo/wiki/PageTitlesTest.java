package dev.gitsync.demo.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.PageFormat;
import dev.gitsync.model.PageContent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A title and its heading stay equal, whichever of them an author edits (issue 29). */
class PageTitlesTest {
    private final PageTitles titles = PageTitles.H1;

    @Test
    void changesTheTitleWithTheHeading() {
        assertThat(changed("Setup", "# Setup {#s}\n\nText\n", "Setup", "# Installation {#s}\n\nText\n"))
                .isEqualTo(page("Installation", "# Installation {#s}\n\nText\n"));
    }

    @Test
    void changesOnlyTheHeadingWithTheTitle() {
        assertThat(changed(
                        "Setup",
                        "a: b\r\n\r\nSetup  \r\n=====\r\n*x*\r\n",
                        "Install *all*",
                        "a: b\r\n\r\nSetup  \r\n=====\r\n*x*\r\n"))
                .isEqualTo(page("Install *all*", "a: b\r\n\r\nInstall \\*all\\*  \r\n=====\r\n*x*\r\n"));
    }

    @Test
    void changesTheFrontMatterWithTheTitle() {
        assertThat(changed("A", "---\ntitle: A\nx: y\n---\n# B\n", "C", "---\ntitle: A\nx: y\n---\n# B\n")
                        .text())
                .isEqualTo("---\ntitle: C\nx: y\n---\n# B\n");
    }

    @Test
    void writesTheTitleAboveAHeadingThatDiffers() {
        assertThat(titles.created(page("Notes", "# Overview\n"))).isEqualTo(page("Notes", "# Notes\n\n# Overview\n"));
        assertThat(titles.created(page("Notes", "---\nlang: en\n---\n# Overview\n"))
                        .text())
                .isEqualTo("---\ntitle: Notes\nlang: en\n---\n# Overview\n");
        assertThat(changed("Notes", "Text\n", "Notes", "# Overview\n"))
                .isEqualTo(page("Notes", "# Notes\n\n# Overview\n"));
    }

    @Test
    void ignoresTheHeadingOfASection() {
        PageContent page = page("Notes", "## Overview\n");

        assertThat(titles.created(page)).isEqualTo(page);
        assertThat(PageTitles.NAMES.created(page("Notes", "# Overview\n")).text())
                .isEqualTo("# Overview\n");
    }

    /** Otherwise, the next pull would write the title over a heading. */
    @ParameterizedTest
    @ValueSource(strings = {"H1", "HEADINGS"})
    void keepsFileAndTextEqualAfterAnEdit(String mode) {
        PageTitles each = PageTitles.valueOf(mode);
        String[] texts = {
            "# A\n",
            "# B\n\n# A\n",
            "## B\ntext\n",
            "B\n===\n",
            "---\ntitle: B\n---\n# A\n",
            "+++\nx = 1\n+++\n# B\n",
            "* # B\n",
            ""
        };
        for (String before : texts) {
            for (String after : texts) {
                for (String title : new String[] {"A", "B", "C *d*"}) {
                    PageContent now = each.changed(each.created(page("A", before)), page(title, after));
                    PageFormat.Reading file = each.format().read(rendered(each, now), now.title());
                    assertThat(((PageFormat.Reading.Recognized) file).title()).isEqualTo(now.title());
                    assertThat(new String(rendered(each, now), StandardCharsets.UTF_8))
                            .as("%s: %s -> %s, %s", mode, before, title, after)
                            .isEqualTo(now.text());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"h1, H1", "headings, HEADINGS", "names, NAMES"})
    void readsChoicesByTheirNames(String name, PageTitles choice) {
        assertThat(PageTitles.named(name)).contains(choice);
        assertThat(PageTitles.named("none")).isEmpty();
    }

    private static byte[] rendered(PageTitles titles, PageContent page) {
        return titles.format().render(page.title(), String.valueOf(page.text()), page.title());
    }

    private PageContent changed(String title, String text, String newTitle, String newText) {
        return titles.changed(page(title, text), page(newTitle, newText));
    }

    private static PageContent page(String title, String text) {
        return new PageContent(null, title, text);
    }
}
