package dev.gitsync.demo;

import dev.gitsync.GitSync;
import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.AccountPasswords;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.LimitedSignIn;
import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.account.SignIn;
import dev.gitsync.demo.api.ApiServlet;
import dev.gitsync.demo.imports.FolderImport;
import dev.gitsync.demo.web.Assets;
import dev.gitsync.demo.web.WebServlet;
import dev.gitsync.demo.web.WikiParts;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.Search;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.JdbiTokenStore;
import dev.gitsync.push.Pusher;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.servlet.GitSyncOperationsServlet;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.connection.PlainHttp;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.servlet.limits.ServerLimits;
import dev.gitsync.servlet.limits.SignInLimiter;
import dev.gitsync.token.AccessTokens;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Everything between the database and the servlets. */
final class Parts {
    private final InstantSource clock = InstantSource.system();
    private final Accounts accounts;
    private final Rights rights;
    private final JdbiSpaces spaces;
    private final JdbiPages pages;
    private final JdbiPageStore store;
    private final AccessTokens tokens;
    private final Search search;

    Parts(Jdbi jdbi) {
        accounts = new Accounts(jdbi);
        rights = new Rights(jdbi);
        spaces = new JdbiSpaces(jdbi);
        pages = new JdbiPages(jdbi);
        store = new JdbiPageStore(jdbi);
        tokens = new AccessTokens(new JdbiTokenStore(jdbi), Clock.systemUTC());
        search = new Search(jdbi);
    }

    InstantSource clock() {
        return clock;
    }

    Accounts accounts() {
        return accounts;
    }

    JdbiSpaces spaces() {
        return spaces;
    }

    JdbiPageStore store() {
        return store;
    }

    void firstStart(DemoOptions options) {
        DemoOptions.Import importing = options.importing();
        new FirstStart(accounts, rights, spaces, store, clock).run(importing == null ? null : importing.into());
    }

    void importFolder(DemoOptions.Import importing, RepositoryStore repositories, GitSync gitSync) {
        Account admin = accounts.find(FirstStart.ADMIN).orElseThrow();
        new FolderImport(spaces, repositories, gitSync, clock)
                .run(importing.folder(), importing.into(), new Pusher(admin.name(), admin.person()));
    }

    Map<String, HttpServlet> servlets(GitSync gitSync, WikiParts.Git git) {
        SignIn signIn = new SignIn(accounts);
        SignInLimiter limiter = new SignInLimiter(ServerLimits.defaults());
        LimitedSignIn limited = new LimitedSignIn(signIn, limiter);
        Authenticator basic = new BasicAuthenticator(new AccountPasswords(signIn));
        Authenticator tokenOrBasic =
                new TokenAuthenticator(tokens, name -> accounts.find(name).map(Account::user)).or(basic);
        Library library = new Library(spaces, pages, rights);
        Desk desk = new Desk(store, pages, gitSync::pageChanged, clock);
        Map<String, HttpServlet> servlets = new HashMap<>();
        servlets.put("/assets/*", new Assets());
        servlets.put("/api/*", new ApiServlet(new ApiServlet.Parts(limited, library, desk, store, pages, git.sync())));
        servlets.put(
                "/",
                new WebServlet(new WikiParts(
                        new WikiParts.People(accounts, limited, rights, tokens),
                        new WikiParts.Wiki(library, desk, search, spaces, pages),
                        git)));
        servlets.put("/git/*", gitServlet(gitSync, tokenOrBasic, limiter));
        servlets.put("/gitsync/*", operationsServlet(gitSync, tokenOrBasic, limiter));
        return servlets;
    }

    private GitSyncOperationsServlet operationsServlet(
            GitSync gitSync, Authenticator authenticator, SignInLimiter limiter) {
        return GitSyncOperationsServlet.builder()
                .gitSync(gitSync)
                .authenticator(authenticator)
                .signInLimiter(limiter)
                .operators(user ->
                        accounts.find(user.id()).filter(Account::isAdmin).isPresent())
                // Whoever binds the demo to an address abroad has been asked for other passwords.
                .plainHttp(PlainHttp.ALLOWED)
                .build();
    }

    private GitSyncServlet gitServlet(GitSync gitSync, Authenticator authenticator, SignInLimiter limiter) {
        return GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(authenticator)
                .signInLimiter(limiter)
                .access((user, space) -> accounts.find(user.id())
                        .map(account -> rights.access(account, space.id()))
                        .orElse(Access.NONE))
                .plainHttp(PlainHttp.ALLOWED)
                .build();
    }
}
