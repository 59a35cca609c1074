package dev.gitsync.examples.embedding.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.format.link.SpaceFiles;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkupLinksTest {
    @Test
    void findsLinksOfAsciiDoc() {
        String text = """
                = Guide
                :imagesdir: images

                See xref:setup.adoc#linux[Setup], <<other,other>> and <<../start.adoc#top,Start>>.
                // link:comment.adoc[]
                ----
                link:source.adoc[]
                ----
                image::logo.png[Logo] and link:https://example.org[] and link:{base}/x[]
                include::missing.adoc[]
                xref:setup[without extension] \\xref:escaped.adoc[]
                """;
        Space space = new Space("guide/setup.adoc", "start.adoc", "guide/images/logo.png");
        assertThat(links(AsciiDoc.links(), "guide/intro.adoc", text, space))
                .containsExactly(
                        "4 setup.adoc#linux guide/setup.adoc",
                        "4 ../start.adoc#top start.adoc",
                        "9 logo.png guide/images/logo.png",
                        "10 missing.adoc -");
        assertThat(links(AsciiDoc.links(), "guide/intro.adoc", "xref:setup#a[x]", space))
                .containsExactly("1 setup#a guide/setup.adoc");
    }

    @Test
    void findsLinksOfXWiki() {
        String text = """
                = Guide =
                [[Setup>>Guide.Setup]] [[Beside]] [[child>>.Child||target="_blank"]] [[gone>>A.Gone]]
                image:logo.png [[attach:Guide.Setup@a b.pdf]] [[https://example.org]] [[x>>url:y]]
                {{{ [[verbatim]] }}} {{code}}
                [[code]]{{/code}} ~[[escaped]]
                [[doc:Guide.Setup.WebHome]] [[label>>Guide.Ver\\.1]] [[open
                """;
        Space space = new Space(
                "Guide/Setup.xwiki",
                "Beside.xwiki",
                "Intro/Child.xwiki",
                "Intro/logo.png",
                "Guide/Setup/a b.pdf",
                "Guide/Ver.1.xwiki");
        assertThat(links(XWikiMarkup.links(), "Intro.xwiki", text, space))
                .containsExactly(
                        "2 Guide.Setup Guide/Setup.xwiki",
                        "2 Beside Beside.xwiki",
                        "2 .Child Intro/Child.xwiki",
                        "2 A.Gone -",
                        "3 image:logo.png Intro/logo.png",
                        "3 attach:Guide.Setup@a b.pdf Guide/Setup/a b.pdf",
                        "6 doc:Guide.Setup.WebHome Guide/Setup.xwiki",
                        "6 Guide.Ver\\.1 Guide/Ver.1.xwiki");
    }

    @Test
    void hostileTextsTakeLinearTime() {
        for (String piece : List.of(
                "{{{", "[[", "{{code", "link:", "<<a,", "image:", "xref:a", "~", "----\n", "[[a>>b]]", "image:a ")) {
            String text = piece.repeat(20_000);
            for (LinkReader reader : List.of(AsciiDoc.links(), XWikiMarkup.links())) {
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> reader.links("a/b.adoc", text, new Space("a")));
            }
        }
    }

    private static List<String> links(LinkReader reader, String file, String text, SpaceFiles files) {
        return reader.links(file, text, files).stream()
                .map(link ->
                        link.line() + " " + link.written() + " " + link.target().orElse("-"))
                .toList();
    }

    private record Space(Set<String> all) implements SpaceFiles {
        Space(String... files) {
            this(Set.of(files));
        }

        @Override
        public boolean isFile(String path) {
            return all.contains(path);
        }

        @Override
        public boolean isFolder(String path) {
            return all.stream().anyMatch(file -> file.startsWith(path + "/"));
        }

        @Override
        public Collection<String> filesNamed(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Collection<String> foldersNamed(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
