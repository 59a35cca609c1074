package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in the browser, and git over SSH with them: issue 30. */
@WithRunningWiki
class SshKeysTest {
    private static final Pattern CLONE = Pattern.compile("git clone (ssh://\\S+?)</code>");
    private static final Pattern REMOVE = Pattern.compile("action=\"(/account/ssh-keys/[^\"]+/remove)\"");

    private final DemoWiki wiki;

    SshKeysTest(DemoWiki wiki) {
        this.wiki = wiki;
    }

    @Test
    void keyThatWasAddedInTheBrowserOpensGit(@TempDir Path home) throws Exception {
        WebClient eve = WebClient.of(wiki, "eve");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "eve@laptop", "-f", "key")
                        .directory(home.toFile())
                        .start()
                        .waitFor())
                .isZero();
        String line = Files.readString(home.resolve("key.pub"));

        assertThat(eve.post("/account/ssh-keys", "key", line, "label", "").status())
                .isEqualTo(303);

        assertThat(eve.get("/account/ssh-keys").body()).contains("eve@laptop", "SHA256:", "never used", "ssh-ed25519");
        GitClient git = GitClient.at(home)
                .with(
                        "GIT_SSH_COMMAND",
                        "ssh -F none -i " + home.resolve("key")
                                + " -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes"
                                + " -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="
                                + home.resolve("known"));
        String url = found(CLONE, eve.get("/s/handbook").body());
        git.ok("clone", "-q", url, "handbook");
        assertThat(git.run("ls-remote", url.replace("handbook", "private")).stderr())
                .contains("Repository not found, or you may not read it.");
        String page = eve.get("/account/ssh-keys").body();
        assertThat(page).contains("last used");
        assertThat(eve.post(found(REMOVE, page)).status()).isEqualTo(303);
        assertThat(git.run("ls-remote", url).stderr()).contains("Permission denied (publickey)");
    }

    @Test
    void keyOfAnotherUserIsNotRemoved() {
        assertThat(WebClient.of(wiki, "eve")
                        .post("/account/ssh-keys/00000000-0000-0000-0000-000000000000/remove")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void privateKeyIsRefusedAndNotShownAgain() throws IOException {
        WebClient.Answer refused = WebClient.of(wiki, "eve")
                .post("/account/ssh-keys", "key", "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0", "label", "x");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("This is a private key").doesNotContain("c2VjcmV0");
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
