package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.server.BodyPlaces;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.server.Session;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WebServer;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.sync.Operations.Operation;
import dev.gitsync.demo.wiki.Library;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The pages that people see. A visitor who has not signed in sees the sign-in, whatever the address. */
public final class WebServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String LOGIN = "/login";

    private final transient Accounts accounts;
    private final transient Library library;
    private final transient AccountActions account;
    private final transient Routes<Function<Visit, Reply>> routes = new Routes<>();
    private final transient BodyPlaces places = new BodyPlaces();
    private final transient TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /** A front on these parts of the wiki. */
    public WebServlet(WikiParts parts) {
        accounts = parts.people().accounts();
        library = parts.wiki().library();
        account = new AccountActions(parts.people());
        SpaceActions spaces = new SpaceActions(parts);
        PageActions pages = new PageActions(parts);
        HistoryActions history = new HistoryActions(parts);
        SyncActions sync = new SyncActions(parts.git());
        TokenActions tokens = new TokenActions(parts.people().tokens());
        AdminActions admin = new AdminActions(parts);
        routes.add("POST", "/logout", account::signOut)
                .add("GET", "/account", account::show)
                .add("POST", "/account", account::changePassword)
                .add("GET", "/account/tokens", tokens::show)
                .add("POST", "/account/tokens", tokens::create)
                .add("POST", "/account/tokens/{token}/revoke", tokens::revoke)
                .add("GET", "/admin", admin::show)
                .add("POST", "/admin/spaces/{space}/git", admin::switchGit)
                .add("GET", "/search", spaces::search)
                .add("GET", "/", spaces::list)
                .add("POST", "/spaces", spaces::create)
                .add("GET", "/s/{space}", spaces::show)
                .add("GET", "/s/{space}/trash", spaces::trash)
                .add("GET", "/s/{space}/at/*", spaces::at)
                .add("GET", "/s/{space}/sync", sync::show)
                .add("GET", "/s/{space}/sync/mark", sync::mark)
                .add("GET", "/s/{space}/sync/{event}", sync::event)
                .add("POST", "/s/{space}/sync/now", visit -> sync.run(visit, Operation.SYNC))
                .add("POST", "/s/{space}/sync/plan", visit -> sync.run(visit, Operation.PLAN))
                .add("POST", "/s/{space}/sync/verify", visit -> sync.run(visit, Operation.VERIFY))
                .add("GET", "/s/{space}/new", pages::createForm)
                .add("POST", "/s/{space}/new", pages::create)
                .add("GET", "/p/{id}", pages::show)
                .add("GET", "/p/{id}/mark", pages::mark)
                .add("GET", "/p/{id}/edit", pages::editForm)
                .add("POST", "/p/{id}/edit", pages::edit)
                .add("GET", "/p/{id}/move", pages::moveForm)
                .add("POST", "/p/{id}/move", pages::move)
                .add("GET", "/p/{id}/delete", pages::deleteForm)
                .add("POST", "/p/{id}/delete", pages::delete)
                .add("POST", "/p/{id}/restore", spaces::restore)
                .add("GET", "/p/{id}/history", history::list)
                .add("GET", "/p/{id}/history/{version}", history::version)
                .add("GET", "/p/{id}/changes", history::changes);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String page;
        try {
            page = answer(request, response);
        } catch (RuntimeException e) {
            HttpProblem problem = HttpProblem.of(e);
            problem.tell(response);
            page = html("problem", Map.of("status", problem.status(), "sentence", problem.sentence()));
        }
        if (!page.isEmpty()) {
            write(response, "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Answers with what is no page, or says what the page is. */
    private String answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = new Session(request);
        boolean large = !request.getMethod().equals("GET")
                && !request.getMethod().equals("HEAD")
                && !WebServer.isSmall(request.getContentLengthLong());
        Reply reply = large ? large(request, session) : small(request, session);
        if (reply instanceof Reply.View view) {
            String page = html(view.template(), view.model());
            response.setStatus(view.status());
            return page;
        } else if (reply instanceof Reply.Redirect redirect) {
            response.setStatus(303);
            response.setHeader("Location", redirect.location());
        } else if (reply instanceof Reply.Download download) {
            Downloads.send(response, download);
        } else if (reply instanceof Reply.Text text) {
            write(response, "text/plain;charset=utf-8", text.text().getBytes(StandardCharsets.UTF_8));
        }
        return "";
    }

    private Reply small(HttpServletRequest request, Session session) {
        if (request.getMethod().equals("POST")) {
            session.requireToken();
        }
        if (request.getServletPath().equals(LOGIN)) {
            return request.getMethod().equals("POST") ? account.signIn(request) : account.signInForm(request);
        }
        Optional<Account> visitor = session.account(accounts);
        if (visitor.isEmpty()) {
            return account.signInForm(request);
        }
        Routes.Found<Function<Visit, Reply>> found = routes.find(request.getMethod(), request.getServletPath());
        return found.handler().apply(new Visit(request, visitor.get(), library, found.parameters()));
    }

    /** Takes a thread while it arrives, so only those who have signed in may send it, and no more than a few at a time. */
    private Reply large(HttpServletRequest request, Session session) {
        Account sender =
                session.account(accounts).orElseThrow(() -> new HttpProblem(413, "Sign in before you send so much."));
        return places.with(sender.name(), () -> small(request, session));
    }

    private String html(String template, Map<String, Object> model) {
        StringOutput page = new StringOutput();
        templates.render(template + ".jte", model, page);
        return page.toString();
    }

    private static void write(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
