package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.LimitedSignIn.NotCheckedException;
import dev.gitsync.demo.server.BodyPlaces;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.server.WebServer;
import dev.gitsync.demo.web.account.AccountActions;
import dev.gitsync.demo.web.account.TokenActions;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Session;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.web.page.HistoryActions;
import dev.gitsync.demo.web.page.PageActions;
import dev.gitsync.demo.web.space.AdminActions;
import dev.gitsync.demo.web.space.SearchActions;
import dev.gitsync.demo.web.space.SpaceActions;
import dev.gitsync.demo.web.sync.SyncActions;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
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
    private final transient Routes<Handler> routes = new Routes<>();
    private final transient BodyPlaces places = new BodyPlaces();

    /** A front on these parts of the wiki. */
    public WebServlet(WikiParts parts) {
        accounts = parts.people().accounts();
        library = parts.wiki().library();
        account = new AccountActions(parts);
        account.addTo(routes);
        new TokenActions(parts).addTo(routes);
        new AdminActions(parts).addTo(routes);
        new SearchActions(parts).addTo(routes);
        new SyncActions(parts).addTo(routes);
        new SpaceActions(parts).addTo(routes);
        new HistoryActions(parts).addTo(routes);
        new PageActions(parts).addTo(routes);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        send(response, reply(request, response));
    }

    private Reply reply(HttpServletRequest request, HttpServletResponse response) {
        try {
            Session session = new Session(request);
            return hasBody(request) && !WebServer.isSmall(request.getContentLengthLong())
                    ? large(request, session)
                    : small(request, session);
        } catch (HttpProblem e) {
            return account.problem(e.status(), e.sentence());
        } catch (NotCheckedException e) {
            response.setHeader("Retry-After", e.retryAfter());
            return account.problem(e.status(), e.sentence());
        } catch (OutcomeUnknownException e) {
            LOG.warn("It is not known what became of a request", e);
            return account.problem(503, "It is not known whether this was saved; look before you try again.");
        } catch (RuntimeException e) {
            if (e instanceof StoreException && !(e instanceof StoreRejectedException)) {
                LOG.warn("A request failed", e);
                return account.problem(503, "The wiki can't reach its data right now; try again.");
            }
            if (e instanceof HttpException bad) {
                LOG.debug("A form could not be read", e);
                return account.problem(bad.getCode(), "The form did not arrive, or not in one piece.");
            }
            LOG.error("A request failed", e);
            return account.problem(500, "Something went wrong here; the log of the server says more.");
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    private Reply small(HttpServletRequest request, Session session) {
        if (request.getMethod().equals("POST")) {
            session.requireToken();
        }
        return request.getServletPath().equals(LOGIN) ? login(request, session) : inside(request, session);
    }

    /** Takes a thread while it arrives, so only those who have signed in may send it, and no more than a few at a time. */
    private Reply large(HttpServletRequest request, Session session) {
        Account sender =
                session.account(accounts).orElseThrow(() -> new HttpProblem(413, "Sign in before you send so much."));
        return places.with(sender.name(), () -> small(request, session));
    }

    private Reply login(HttpServletRequest request, Session session) {
        String next = field(request, "next");
        return request.getMethod().equals("POST")
                ? account.signIn(request, session, next)
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
        } else if (reply instanceof Reply.Text text) {
            write(response, 200, "text/plain;charset=utf-8", text.text());
        } else if (reply instanceof Reply.Document document) {
            write(
                    response,
                    document.status(),
                    "text/html;charset=utf-8",
                    document.html().toString());
        }
    }

    private static void write(HttpServletResponse response, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
