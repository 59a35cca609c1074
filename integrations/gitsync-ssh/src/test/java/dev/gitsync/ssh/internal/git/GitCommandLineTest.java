package dev.gitsync.ssh.internal.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.SpaceId;
import dev.gitsync.ssh.internal.git.GitCommandLine.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitCommandLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "git-upload-pack '/git/docs.git'",
                "git upload-pack '/git/docs.git'",
                "git-upload-pack 'docs.git'",
                "git-upload-pack \"docs.git\"",
                "git-upload-pack docs",
                "git-upload-pack '/docs/'",
                " git-upload-pack  'git/docs' "
            })
    void readsEachFormOfACommand(String command) {
        GitCommandLine line = GitCommandLine.of(command).orElseThrow();
        assertThat(line.service()).isEqualTo(Service.FETCH);
        assertThat(line.space()).hasValue(new SpaceId("docs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git-receive-pack",
                "git-receive-pack ''",
                "git-receive-pack '/git/a/b.git'",
                "git-receive-pack '../docs'",
                "git-receive-pack 'docs' 'docs'",
                "git-receive-pack 'do'\\''cs'",
                "git-receive-pack docs --all",
                "git-receive-pack 'do cs'"
            })
    void findsNoSpaceInOtherPaths(String command) {
        GitCommandLine line = GitCommandLine.of(command).orElseThrow();
        assertThat(line.service()).isEqualTo(Service.PUSH);
        assertThat(line.space()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ls",
                "git-upload-pack2 docs",
                "git-shell",
                "\0subsystem git-upload-pack docs",
                "x\ngit-upload-pack docs"
            })
    void readsNoOtherCommands(String command) {
        assertThat(GitCommandLine.of(command)).isEmpty();
    }

    @Test
    void readsNoLongCommand() {
        assertThat(GitCommandLine.of("git-upload-pack '" + "a".repeat(2_000) + "'"))
                .isEmpty();
    }
}
