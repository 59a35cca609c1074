package dev.gitsync.demo.server;

import dev.gitsync.GitSync;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.files.FileDesk;
import dev.gitsync.demo.labels.PageLabelTexts;
import dev.gitsync.demo.links.SpaceLinks;
import dev.gitsync.demo.mirror.WikiMirrors;
import dev.gitsync.demo.ssh.SshAddress;
import dev.gitsync.demo.sync.Operations;
import dev.gitsync.demo.sync.ProgressBoard;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.sync.SyncEvents;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.Search;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.store.PageStore;
import dev.gitsync.token.AccessTokens;

/**
 * The parts of the wiki that its pages and its API use.
 *
 * @param files reads and writes the files of pages and spaces
 */
public record Wiki(People people, Pages pages, FileDesk files, Git git) {
    /** The accounts and their rights. */
    public record People(
            Accounts accounts, LimitedSignIn signIn, Rights rights, AccessTokens tokens, SshKeys sshKeys) {}

    /** The spaces and pages. */
    public record Pages(
            Library library,
            Desk desk,
            Search search,
            JdbiSpaces spaces,
            JdbiPages stored,
            PageStore store,
            PageLabelTexts labels) {}

    /** What the wiki asks of gitsync, and what gitsync reported. */
    public record Git(
            GitSync gitSync,
            SpaceSync paths,
            SpaceLinks links,
            Operations operations,
            SyncEvents events,
            ProgressBoard progress,
            WikiMirrors mirrors,
            SshAddress ssh) {}
}
