package dev.gitsync.demo.api;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.files.FileContent;
import dev.gitsync.demo.files.FileSender;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.LimitedSignIn;
import dev.gitsync.demo.server.RequestLimit;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JSON API. It authenticates with HTTP Basic only, never with the cookie of a browser.
 */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int SMALL_FILE_BYTES = 8 << 20;
    private static final String READER = "dev.gitsync.demo.reader";

    private final transient Wiki wiki;
    private final transient RequestLimit limit = new RequestLimit();
    private final transient RequestLimit downloads = new RequestLimit();
    private final transient Routes<Function<Visit, ApiReply>> routes = new Routes<Function<Visit, ApiReply>>()
            .add("GET", "/spaces", SpacesApi::list)
            .add("GET", "/spaces/{space}/pages", SpacesApi::pages)
            .add("GET", "/spaces/{space}/labels", SpacesApi::labels)
            .add("GET", "/spaces/{space}/labels/{label}", SpacesApi::labelled)
            .add("POST", "/spaces/{space}/pages", PagesApi::create)
            .add("POST", "/spaces/{space}/verify", SpacesApi::verify)
            .add("GET", "/pages/{id}", PagesApi::read)
            .add("PUT", "/pages/{id}", PagesApi::change)
            .add("DELETE", "/pages/{id}", PagesApi::delete)
            .add("POST", "/pages/{id}/restore", PagesApi::restore)
            .add("GET", "/pages/{id}/revisions", PagesApi::revisions)
            .add("GET", "/spaces/{space}/files", FilesApi::list)
            .add("POST", "/spaces/{space}/files", FilesApi::create)
            .add("GET", "/spaces/{space}/files/{file}", FilesApi::read)
            .add("PUT", "/spaces/{space}/files/{file}", FilesApi::move)
            .add("DELETE", "/spaces/{space}/files/{file}", FilesApi::delete)
            .add("POST", "/spaces/{space}/files/{file}/restore", FilesApi::restore)
            .add("GET", "/spaces/{space}/files/{file}/revisions", FilesApi::revisions)
            .add("GET", "/spaces/{space}/files/{file}/content", FilesApi::content)
            .add("GET", "/spaces/{space}/files/{file}/content/{version}", FilesApi::version)
            .add("PUT", "/spaces/{space}/files/{file}/content", FilesApi::replace);

    /** Serves {@code wiki}. */
    public ApiServlet(Wiki wiki) {
        this.wiki = wiki;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        ApiReply reply;
        try {
            reply = reply(request, response);
            response.setStatus(reply.status());
            if (reply.file() != null) {
                send(request, response, reply.file());
                return;
            }
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw e; // the client notices that the file broke off
            }
            HttpProblem problem = HttpProblem.of(e);
            problem.sendHead(response);
            reply = ApiReply.error(problem.status(), problem.sentence());
        }
        byte[] body = ApiReply.JSON.writeValueAsBytes(reply.body());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (reply.version() != null) {
            response.setHeader("ETag", "\"" + reply.version() + "\"");
        }
        if (reply.location() != null) {
            response.setHeader("Location", reply.location());
        }
        response.getOutputStream().write(body);
    }

    private void send(HttpServletRequest request, HttpServletResponse response, FileContent file) throws IOException {
        Runnable leave = file.size() <= SMALL_FILE_BYTES
                ? () -> {}
                : downloads.enter(String.valueOf(request.getAttribute(READER)));
        try {
            FileSender.send(request, response, file);
        } finally {
            leave.run();
        }
    }

    private ApiReply reply(HttpServletRequest request, HttpServletResponse response) {
        Optional<Account> account = account(request);
        if (account.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"wiki\", charset=\"UTF-8\"");
            return ApiReply.error(401, "Sign in with the name and password of an account.");
        }
        request.setAttribute(READER, account.get().name());
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        Routes.Found<Function<Visit, ApiReply>> found = routes.find(request.getMethod(), path);
        Visit call = new Visit(request, account.get(), wiki, found.path());
        return request.getMethod().equals("GET")
                ? found.handler().apply(call)
                : limit.run(account.get().name(), () -> found.handler().apply(call));
    }

    private Optional<Account> account(HttpServletRequest request) {
        LimitedSignIn signIn = wiki.people().signIn();
        Authenticator basic = new BasicAuthenticator(
                (name, password) -> signIn.check(request, name, password).map(Account::user));
        return basic.authenticate(request) instanceof Authenticated known
                ? wiki.people().accounts().find(known.user().id())
                : Optional.empty();
    }
}
