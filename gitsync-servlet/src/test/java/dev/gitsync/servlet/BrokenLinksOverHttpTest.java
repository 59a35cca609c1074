package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.TextLink;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitClient.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The machine's git prints the links that a push breaks. */
@Timeout(120)
class BrokenLinksOverHttpTest {
    private static final Pattern LINK = Pattern.compile("\\(([^)\n]+)\\)");

    @TempDir
    Path folder;

    private static WikiServer server(boolean refuses) {
        return WikiServer.startOver(builder -> builder.settings(GitSyncSettings.builder()
                        .push(push -> push.refuseBrokenLinks(refuses))
                        .build())
                .linkReader((file, text, files) -> {
                    List<TextLink> links = new ArrayList<>();
                    for (Matcher link = LINK.matcher(text); link.find(); ) {
                        int line = (int) text.substring(0, link.start()).lines().count();
                        links.add(new TextLink(
                                link.group(1), line, Optional.of(link.group(1)).filter(files::isFile)));
                    }
                    return links;
                }));
    }

    private GitClient init(WikiServer server) {
        GitClient.at(folder).ok("init", "-q", "-b", "main", "own");
        GitClient git = GitClient.at(folder).in("own");
        git.ok("remote", "add", "origin", server.url("writer", WikiServer.PASSWORD));
        return git;
    }

    @Test
    void gitPrintsThem() {
        try (WikiServer server = server(false)) {
            GitClient git = init(server);
            git.commit("Home.md", "Welcome.\n\nSee (Tea.md) and (Gone.md).\n");
            git.commit("Tea.md", "Boil water.\n");

            assertThat(git.run("push", "origin", "HEAD:main").stderr())
                    .contains("remote: 1 link leads nowhere after this push:", "remote: Home.md:3: Gone.md");

            git.ok("mv", "Tea.md", "Kitchen.md");
            git.ok("commit", "-q", "-m", "Move");
            assertThat(git.run("push", "-o", "gitsync.check-links", "origin", "HEAD:main")
                            .stderr())
                    .contains(
                            "remote: 1 link leads nowhere after this push:",
                            "remote: Home.md:3: Tea.md",
                            "remote: In the whole space, 2 links lead nowhere:",
                            "remote: Home.md:3: Gone.md");

            git.ok("commit", "-q", "--allow-empty", "-m", "Look");
            assertThat(git.run("push", "-o", "gitsync.check-links", "origin", "HEAD:main")
                            .stderr())
                    .contains("remote: In the whole space, 2 links lead nowhere:")
                    .doesNotContain("after this push");
        }
    }

    @Test
    void gitShowsWhyThePushIsRefused() {
        try (WikiServer server = server(true)) {
            GitClient git = init(server);
            git.commit("Home.md", "See (Gone.md).\n");

            Outcome refused = git.run("push", "origin", "HEAD:main");

            assertThat(refused.stderr())
                    .contains(
                            "remote: 1 link leads nowhere after this push, and this server refuses that:",
                            "remote: Home.md:1: Gone.md",
                            "[remote rejected] HEAD -> main (the push breaks links)");
            git.write("Home.md", "No link.\n");
            git.ok("commit", "-q", "-a", "--amend", "-m", "Home");
            git.ok("push", "origin", "HEAD:main");
        }
    }
}
