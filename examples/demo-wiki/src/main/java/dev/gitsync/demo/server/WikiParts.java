package dev.gitsync.demo.server;

import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.LimitedSignIn;
import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.sync.Operations;
import dev.gitsync.demo.sync.ProgressBoard;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.sync.SyncEvents;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.Search;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.PageStore;
import dev.gitsync.token.AccessTokens;
import java.util.function.Consumer;

/**
 * What the pages and the API work on.
 *
 * @param people who may come in, and what they may do
 * @param wiki the pages and spaces
 * @param git what the wiki asks of gitsync, and what it was told
 */
public record WikiParts(People people, Wiki wiki, Git git) {
    /** Who may come in, and what they may do. */
    public record People(Accounts accounts, LimitedSignIn signIn, Rights rights, AccessTokens tokens) {}

    /** The pages and spaces. */
    public record Wiki(
            Library library, Desk desk, Search search, JdbiSpaces spaces, JdbiPages pages, PageStore store) {}

    /**
     * What the wiki asks of gitsync, and what it was told.
     *
     * @param changed told of a space that gitsync should look at soon
     */
    public record Git(
            SpaceSync sync,
            Operations operations,
            SyncEvents events,
            ProgressBoard progress,
            Consumer<SpaceId> changed) {}
}
