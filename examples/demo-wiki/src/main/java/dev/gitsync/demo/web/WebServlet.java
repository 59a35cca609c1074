package dev.gitsync.demo.web;

import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.Session;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.account.SignIn;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that people see. Whoever has not signed in sees the sign-in, whatever they asked for. */
public final class WebServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebServlet.class);
    private static final String LOGIN = "/login";

    private final transient Accounts accounts;
    private final transient Library library;
    private final transient AccountActions account;
    private final transient Routes<Handler> routes;

    /** A front on these parts of the wiki. */
    public WebServlet(Parts parts) {
        accounts = parts.accounts();
        library = parts.library();
        account = new AccountActions(parts);
        routes = routes(account, new SpaceActions(parts), new PageActions(parts));
    }

    private static Routes<Handler> routes(AccountActions account, SpaceActions space, PageActions page) {
        return new Routes<Handler>()
                .add("GET", "/", space::list)
                .add("POST", "/logout", account::signOut)
                .add("GET", "/account", account::show)
                .add("POST", "/account", account::changePassword)
                .add("POST", "/spaces", space::create)
                .add("GET", "/s/{space}", space::show)
                .add("GET", "/s/{space}/new", page::createForm)
                .add("POST", "/s/{space}/new", page::create)
                .add("GET", "/s/{space}/trash", space::trash)
                .add("GET", "/s/{space}/at/{path*}", space::at)
                .add("GET", "/p/{id}", page::show)
                .add("GET", "/p/{id}/edit", page::editForm)
                .add("POST", "/p/{id}/edit", page::edit)
                .add("GET", "/p/{id}/move", page::moveForm)
                .add("POST", "/p/{id}/move", page::move)
                .add("GET", "/p/{id}/delete", page::deleteForm)
                .add("POST", "/p/{id}/delete", page::delete)
                .add("POST", "/p/{id}/restore", space::restore)
                .add("GET", "/p/{id}/history", page::history)
                .add("GET", "/p/{id}/history/{version}", page::version);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        send(response, reply(request));
    }

    private Reply reply(HttpServletRequest request) {
        try {
            Session session = new Session(request);
            if (request.getMethod().equals("POST")) {
                session.requireToken();
            }
            return request.getServletPath().equals(LOGIN) ? login(request, session) : inside(request, session);
        } catch (HttpProblem e) {
            return problem(e.status(), e.sentence());
        } catch (StoreException e) {
            LOG.warn("A request failed", e);
            return problem(503, "The wiki can't reach its data right now; try again.");
        } catch (RuntimeException e) {
            LOG.error("A request failed", e);
            return problem(500, "Something went wrong here; the log of the server says more.");
        }
    }

    private static Reply problem(int status, String sentence) {
        return new Reply.Document(status, AccountView.problem(status, sentence));
    }

    private Reply login(HttpServletRequest request, Session session) {
        String next = field(request, "next");
        return request.getMethod().equals("POST")
                ? account.signIn(session, field(request, "name"), field(request, "password"), next)
                : account.signInForm(session, next);
    }

    private Reply inside(HttpServletRequest request, Session session) {
        Optional<Account> visitor = session.account(accounts);
        if (visitor.isEmpty()) {
            return account.signInForm(session, request.getMethod().equals("GET") ? request.getRequestURI() : "");
        }
        return routes.find(request.getMethod(), request.getServletPath())
                .map(found ->
                        found.handler().handle(new Visit(request, session, visitor.get(), library, found.parameters())))
                .orElseThrow(HttpProblem::notFound);
    }

    private static String field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    private static void send(HttpServletResponse response, Reply reply) throws IOException {
        if (reply instanceof Reply.Redirect redirect) {
            response.setStatus(303);
            response.setHeader("Location", redirect.location());
        } else if (reply instanceof Reply.Download download) {
            Downloads.send(response, download);
        } else if (reply instanceof Reply.Document document) {
            byte[] body = document.html().toString().getBytes(StandardCharsets.UTF_8);
            response.setStatus(document.status());
            response.setContentType("text/html;charset=utf-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    /** What the front works on. */
    public record Parts(
            Accounts accounts,
            SignIn signIn,
            Rights rights,
            Library library,
            Desk desk,
            JdbiSpaces spaces,
            JdbiPages pages,
            SpaceSync sync) {}
}
