package dev.gitsync.demo.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.markdown.resolve.SpaceFileIndex;
import dev.gitsync.markdown.resolve.TreePaths;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link and the file that it leads to have a name in common, however the link is written. */
class LinkNamesTest {
    private static final LinkRules RULES = LinkRules.builder()
            .roots(List.of(new LinkRules.Root("/", ""), new LinkRules.Root("/", "docs")))
            .html(true)
            .pageUrls(true)
            .ignoreCase(true)
            .build();
    private static final List<String> STEPS = List.of(
            "a", "B", "docs", "README.md", "index.md", "setup", "setup.md", "Setup.html", "pic.png", "..", ".", "");

    private static final List<String> FOLDERS = List.of("a", "B", "docs", "setup", "Index", "x.html");

    private final LinkNames names = new LinkNames(RULES);

    @ParameterizedTest
    @CsvSource({
        "setup.md, setup",
        "../Guide/Setup, setup",
        "guide/README.md, guide",
        "guide/, guide",
        "/a/b/index.html, b",
        "a/../b, b",
        "../README.md, readme",
        "pic.PNG, pic.png"
    })
    void aLinkHasTheNameOfWhatItNames(String path, String name) {
        assertThat(name(path)).isEqualTo(name);
    }

    @Test
    void aLinkWithoutANameIsBare() {
        assertThat(List.of(name("../.."), name("/"), name("."))).containsOnly("");
    }

    private static String folder(String file) {
        return TreePaths.folder(file).toLowerCase(Locale.ROOT);
    }

    /** The page of a file, which the URL rule takes for a folder. */
    private static String place(String file) {
        return file.toLowerCase(Locale.ROOT).replaceFirst("\\.md$", "");
    }

    private String name(String path) {
        return names.ofLink(new StoredLink(new PageId("p"), false, path));
    }

    /** Of random links, each that leads to a file has one of its names, or is bare and in a page of the same folder or below. */
    @Test
    void noLinkToAFileIsMissed() {
        int found = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            List<String> files = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                files.add(file(random));
            }
            SpaceFileIndex space = new SpaceFileIndex(Set.copyOf(files));
            String linker = files.get(0);
            String path = path(random, 4);
            StoredLink link = new StoredLink(new PageId("p"), random.nextInt(4) == 0, path);
            LinkTarget target = new LinkResolver(RULES, space)
                    .resolve(linker, link.isWiki() ? LinkKind.WIKILINK : LinkKind.LINK, link.destination());
            String file = target instanceof LinkTarget.Page page
                    ? page.file()
                    : target instanceof LinkTarget.Attachment attachment
                            ? attachment.file()
                            : target instanceof LinkTarget.Folder folder ? folder.path() : "";
            if (!file.isEmpty() && !path.isEmpty()) {
                found++;
                boolean isNamed = names.ofFile(file).contains(names.ofLink(link));
                boolean isBare = names.bare().contains(names.ofLink(link))
                        && (TreePaths.isWithin(file, linker) || TreePaths.isWithin(folder(file), place(linker)));
                assertThat(isNamed || isBare)
                        .as("%s from %s leads to %s of %s", link, linker, file, files)
                        .isTrue();
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    private static String file(Random random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append(FOLDERS.get(random.nextInt(FOLDERS.size()))).append('/');
        }
        String name = STEPS.get(random.nextInt(STEPS.size()));
        return path.append(name.matches("\\.*") ? "b" : name)
                .append(name.contains("d") && random.nextBoolean() ? "" : ".md")
                .toString();
    }

    private static String path(Random random, int length) {
        List<String> steps = new ArrayList<>();
        int count = 1 + random.nextInt(length);
        for (int i = 0; i < count; i++) {
            steps.add(STEPS.get(random.nextInt(STEPS.size())));
        }
        return String.join("/", steps);
    }
}
