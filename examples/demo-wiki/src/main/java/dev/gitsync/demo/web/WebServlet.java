package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.files.FileSender;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.RequestLimit;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.server.Session;
import dev.gitsync.demo.server.Uploads;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WebServer;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.demo.sync.Operations.Operation;
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

/** The pages for browsers. Without a sign-in every address shows the sign-in form. */
public final class WebServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String LOGIN = "/login";
    private static final int SMALL_FILE_BYTES = 8 << 20;

    private final transient Wiki wiki;
    private final transient RequestLimit limit = new RequestLimit();
    private final transient RequestLimit downloads = new RequestLimit();
    private final transient TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final transient Routes<Function<Visit, Reply>> routes = MirrorActions.addTo(new Routes<>())
            .add("POST", "/logout", AccountActions::signOut)
            .add("GET", "/account", AccountActions::show)
            .add("POST", "/account", AccountActions::changePassword)
            .add("GET", "/account/tokens", TokenActions::show)
            .add("POST", "/account/tokens", TokenActions::create)
            .add("POST", "/account/tokens/{token}/revoke", TokenActions::revoke)
            .add("GET", "/account/ssh-keys", AccountActions::sshKeys)
            .add("POST", "/account/ssh-keys", AccountActions::addSshKey)
            .add("POST", "/account/ssh-keys/{key}/remove", AccountActions::removeSshKey)
            .add("GET", "/admin", AdminActions::show)
            .add("POST", "/admin/spaces/{space}/git", AdminActions::switchGit)
            .add("GET", "/search", SpaceActions::search)
            .add("GET", "/", SpaceActions::list)
            .add("POST", "/spaces", SpaceActions::create)
            .add("GET", "/s/{space}", SpaceActions::show)
            .add("GET", "/s/{space}/trash", SpaceActions::trash)
            .add("GET", "/s/{space}/at/{path*}", SpaceActions::at)
            .add("GET", "/s/{space}/labels", SpaceActions::labels)
            .add("GET", "/s/{space}/labels/{label}", SpaceActions::labelled)
            .add("GET", "/s/{space}/files", FileActions::ofSpace)
            .add("POST", "/s/{space}/files", FileActions::addToSpace)
            .add("GET", "/s/{space}/f/{file}", FileActions::show)
            .add("GET", "/s/{space}/f/{file}/content", FileActions::content)
            .add("GET", "/s/{space}/f/{file}/content/{version}", FileActions::version)
            .add("POST", "/s/{space}/f/{file}/replace", FileActions::replace)
            .add("POST", "/s/{space}/f/{file}/move", FileActions::move)
            .add("POST", "/s/{space}/f/{file}/delete", FileActions::delete)
            .add("POST", "/s/{space}/f/{file}/restore", FileActions::restore)
            .add("GET", "/s/{space}/sync", SyncActions::show)
            .add("GET", "/s/{space}/sync/mark", SyncActions::mark)
            .add("GET", "/s/{space}/sync/{event}", SyncActions::event)
            .add("POST", "/s/{space}/sync/now", visit -> SyncActions.run(visit, Operation.SYNC))
            .add("POST", "/s/{space}/sync/plan", visit -> SyncActions.run(visit, Operation.PLAN))
            .add("POST", "/s/{space}/sync/verify", visit -> SyncActions.run(visit, Operation.VERIFY))
            .add("GET", "/s/{space}/new", PageActions::createForm)
            .add("POST", "/s/{space}/new", PageActions::create)
            .add("GET", "/p/{id}", PageActions::show)
            .add("GET", "/p/{id}/mark", PageActions::mark)
            .add("GET", "/p/{id}/files", FileActions::ofPage)
            .add("POST", "/p/{id}/files", FileActions::addToPage)
            .add("GET", "/p/{id}/edit", PageActions::editForm)
            .add("POST", "/p/{id}/edit", PageActions::edit)
            .add("POST", "/p/{id}/labels", PageActions::label)
            .add("GET", "/p/{id}/move", PageActions::moveForm)
            .add("POST", "/p/{id}/move", PageActions::move)
            .add("POST", "/p/{id}/order", PageActions::place)
            .add("GET", "/p/{id}/delete", PageActions::deleteForm)
            .add("POST", "/p/{id}/delete", PageActions::delete)
            .add("POST", "/p/{id}/restore", SpaceActions::restore)
            .add("GET", "/p/{id}/history", HistoryActions::list)
            .add("GET", "/p/{id}/history/{version}", HistoryActions::version)
            .add("GET", "/p/{id}/changes", HistoryActions::changes);

    /** Shows {@code wiki}. */
    public WebServlet(Wiki wiki) {
        this.wiki = wiki;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String page;
        try {
            page = answer(request, response);
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw e; // the client notices that the file broke off
            }
            SecurityHeaders.set(response);
            HttpProblem problem = HttpProblem.of(e);
            problem.sendHead(response);
            page = problem(request, response, problem);
        }
        if (!page.isEmpty()) {
            write(response, "text/html;charset=utf-8", page);
        }
    }

    /** The sentence for a script that asked for text, and a page for everybody else. */
    private String problem(HttpServletRequest request, HttpServletResponse response, HttpProblem problem)
            throws IOException {
        if ("text/plain".equals(request.getHeader("Accept"))) {
            write(response, "text/plain;charset=utf-8", problem.sentence());
            return "";
        }
        return html("problem", Map.of("status", problem.status(), "sentence", problem.sentence()));
    }

    /** Answers, and returns the page that is still to be sent, or an empty text. */
    private String answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = new Session(request);
        boolean hasBody =
                !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
        boolean isLarge = Uploads.isForm(request) || !WebServer.isSmall(request.getContentLengthLong());
        Reply reply = hasBody && isLarge ? large(request, session) : small(request, session);
        if (reply instanceof Reply.View view) {
            String page = html(view.template(), view.model());
            response.setStatus(view.status());
            return page;
        } else if (reply instanceof Reply.Redirect redirect) {
            response.setStatus(303);
            response.setHeader("Location", redirect.location());
        } else if (reply instanceof Reply.File file) {
            send(request, response, file);
        } else if (reply instanceof Reply.Text text) {
            write(response, "text/plain;charset=utf-8", text.text());
        }
        return "";
    }

    /** A large file holds a thread while it is sent, so that an account gets only a few at a time. */
    private void send(HttpServletRequest request, HttpServletResponse response, Reply.File file) throws IOException {
        Runnable leave = file.content().size() <= SMALL_FILE_BYTES ? () -> {} : downloads.enter(file.reader());
        try {
            FileSender.send(request, response, file.content());
        } finally {
            leave.run();
        }
    }

    private Reply small(HttpServletRequest request, Session session) {
        boolean isForm = request.getMethod().equals("POST");
        if (isForm) {
            session.requireToken();
        }
        Optional<Account> visitor = session.account(wiki.people().accounts());
        if (request.getServletPath().equals(LOGIN) && isForm) {
            return AccountActions.signIn(request, wiki.people().signIn());
        } else if (request.getServletPath().equals(LOGIN) || visitor.isEmpty()) {
            return AccountActions.signInForm(request);
        }
        Routes.Found<Function<Visit, Reply>> found = routes.find(request.getMethod(), request.getServletPath());
        return found.handler().apply(new Visit(request, visitor.get(), wiki, found.path()));
    }

    /** Such a body holds a thread until it has arrived, so only signed-in accounts may send one, and only a few at a time. */
    private Reply large(HttpServletRequest request, Session session) {
        Account sender = session.account(wiki.people().accounts())
                .orElseThrow(() -> new HttpProblem(413, "Sign in before you send a form of this size."));
        if (Uploads.isForm(request)) {
            Uploads.acceptParts(request, wiki);
        }
        return limit.run(sender.name(), () -> small(request, session));
    }

    private String html(String template, Map<String, Object> model) {
        StringOutput page = new StringOutput();
        templates.render(template + ".jte", model, page);
        return page.toString();
    }

    private static void write(HttpServletResponse response, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
