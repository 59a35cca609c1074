package dev.gitsync.demo;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.account.SignIn;
import dev.gitsync.demo.api.ApiServlet;
import dev.gitsync.demo.files.FileDesk;
import dev.gitsync.demo.labels.PageLabelTexts;
import dev.gitsync.demo.links.LinkMoves;
import dev.gitsync.demo.links.LinkTable;
import dev.gitsync.demo.links.LinkedPages;
import dev.gitsync.demo.order.OrderedPages;
import dev.gitsync.demo.server.Assets;
import dev.gitsync.demo.server.LimitedSignIn;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.demo.ssh.SshService;
import dev.gitsync.demo.web.WebServlet;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.PageOrder;
import dev.gitsync.demo.wiki.PageTitles;
import dev.gitsync.demo.wiki.Search;
import dev.gitsync.format.label.LabelRules;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.JdbiTokenStore;
import dev.gitsync.jdbi.sshkey.JdbiKeyStore;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.Space;
import dev.gitsync.servlet.GitSyncOperationsServlet;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.MirrorHookServlet;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.ssh.identity.StoredKeyAuthenticator;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.store.PageStore;
import dev.gitsync.token.AccessTokens;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The objects between the database and the servlets. */
record Parts(
        Jdbi jdbi,
        InstantSource clock,
        Accounts accounts,
        Rights rights,
        JdbiSpaces spaces,
        JdbiPages pages,
        JdbiAttachments attachments,
        LinkTable links,
        PageStore store,
        AccessTokens tokens,
        SshKeys sshKeys,
        Search search) {

    /** The parts over {@code jdbi}, with attachments in the same database. */
    static Parts of(Jdbi jdbi, JdbiAttachments attachments, LinkRules rules) {
        LinkTable links = new LinkTable(jdbi, rules);
        return new Parts(
                jdbi,
                InstantSource.system(),
                new Accounts(jdbi),
                new Rights(jdbi),
                new JdbiSpaces(jdbi),
                new JdbiPages(jdbi),
                attachments,
                links,
                new LinkedPages(new JdbiPageStore(jdbi, attachments).withLabels(LabelRules.exact()), links),
                new AccessTokens(new JdbiTokenStore(jdbi), Clock.systemUTC()),
                new SshKeys(new JdbiKeyStore(jdbi), Clock.systemUTC()),
                new Search(jdbi));
    }

    /** Who uses git over SSH. */
    SshService.People sshPeople(SignInLimiter limiter) {
        return new SshService.People(
                new StoredKeyAuthenticator(sshKeys, name -> accounts.find(name).map(Account::user)),
                this::access,
                limiter);
    }

    private Access access(WikiUser user, Space space) {
        return accounts.find(user.id())
                .map(account -> rights.access(account, space.id()))
                .orElse(Access.NONE);
    }

    Map<String, HttpServlet> servlets(Wiki.Git git, PageTitles titles, SignInLimiter limiter) {
        GitSync gitSync = git.gitSync();
        PageLabelTexts labels = new PageLabelTexts(gitSync.settings().pages().labelKeys());
        SignIn signIn = new SignIn(accounts);
        Authenticator basic = new BasicAuthenticator(signIn);
        Authenticator tokenOrBasic =
                new TokenAuthenticator(tokens, name -> accounts.find(name).map(Account::user)).or(basic);
        Desk.Stores stores = new Desk.Stores(store, pages, attachments);
        PageOrder order = new OrderedPages(jdbi, stores, git.paths());
        Library library = new Library(spaces, pages, rights, order);
        LinkMoves moves = git.links().moves();
        Desk desk = new Desk(stores, new Desk.Texts(titles, labels, moves, order), gitSync::pageChanged, clock);
        Wiki wiki = new Wiki(
                new Wiki.People(accounts, new LimitedSignIn(signIn, limiter), rights, tokens, sshKeys),
                new Wiki.Pages(library, desk, search, spaces, pages, store, labels),
                new FileDesk(stores, moves, gitSync::pageChanged, clock),
                git);
        return Map.of(
                "/assets/*",
                new Assets(),
                "/api/*",
                new ApiServlet(wiki),
                "/",
                new WebServlet(wiki),
                "/git/*",
                gitServlet(gitSync, tokenOrBasic, limiter),
                "/gitsync/*",
                operationsServlet(gitSync, tokenOrBasic, limiter),
                "/gitsync/hooks/*",
                hooksServlet(gitSync));
    }

    private GitSyncOperationsServlet operationsServlet(
            GitSync gitSync, Authenticator authenticator, SignInLimiter limiter) {
        return GitSyncOperationsServlet.builder()
                .gitSync(gitSync)
                .authenticator(authenticator)
                .signInLimiter(limiter)
                .operators(user ->
                        accounts.find(user.id()).filter(Account::isAdmin).isPresent())
                // The demo listens beyond this machine only once the default passwords are changed.
                .allowPlainHttp(true)
                .build();
    }

    private static MirrorHookServlet hooksServlet(GitSync gitSync) {
        return MirrorHookServlet.builder().gitSync(gitSync).allowPlainHttp(true).build();
    }

    private GitSyncServlet gitServlet(GitSync gitSync, Authenticator authenticator, SignInLimiter limiter) {
        return GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(authenticator)
                .signInLimiter(limiter)
                .access(this::access)
                .allowPlainHttp(true)
                .build();
    }
}
