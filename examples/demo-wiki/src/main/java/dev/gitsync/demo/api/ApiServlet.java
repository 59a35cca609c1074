package dev.gitsync.demo.api;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.LimitedSignIn;
import dev.gitsync.demo.server.BodyPlaces;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.servlet.identity.BasicCredentials;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The JSON API. Who calls is known by HTTP Basic alone, never by the cookie of a browser. */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final transient LimitedSignIn signIn;
    private final transient Library library;
    private final transient Routes<Function<Visit, ApiReply>> routes = new Routes<>();
    private final transient BodyPlaces places = new BodyPlaces();
    private final transient JsonMapper mapper = JsonMapper.builder().build();

    /** An API on these parts of the wiki. */
    public ApiServlet(WikiParts parts) {
        signIn = parts.people().signIn();
        library = parts.wiki().library();
        SpacesApi spaces = new SpacesApi(parts.wiki().store(), parts.git().sync(), mapper);
        PagesApi pages = new PagesApi(parts, mapper);
        routes.add("GET", "/spaces", spaces::list)
                .add("GET", "/spaces/{space}/pages", spaces::pages)
                .add("POST", "/spaces/{space}/pages", pages::create)
                .add("POST", "/spaces/{space}/verify", spaces::verify)
                .add("GET", "/pages/{id}", pages::read)
                .add("PUT", "/pages/{id}", pages::change)
                .add("DELETE", "/pages/{id}", pages::delete)
                .add("POST", "/pages/{id}/restore", pages::restore)
                .add("GET", "/pages/{id}/revisions", pages::revisions);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        ApiReply reply;
        try {
            reply = reply(request, response);
            response.setStatus(reply.status());
        } catch (RuntimeException e) {
            HttpProblem problem = HttpProblem.of(e);
            problem.tell(response);
            reply = ApiReply.error(problem.status(), problem.sentence());
        }
        byte[] body = mapper.writeValueAsBytes(reply.body());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (reply.version() != null) {
            response.setHeader("ETag", "\"" + reply.version() + "\"");
        }
        if (reply.status() == 201) {
            response.setHeader(
                    "Location", "/api/pages/" + reply.body().path("id").stringValue());
        }
        response.getOutputStream().write(body);
    }

    private ApiReply reply(HttpServletRequest request, HttpServletResponse response) {
        Optional<Account> account = BasicCredentials.of(request)
                .flatMap(credentials -> signIn.check(request, credentials.userName(), credentials.password()));
        if (account.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"wiki\", charset=\"UTF-8\"");
            return ApiReply.error(401, "Sign in with the name and password of an account.");
        }
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        Routes.Found<Function<Visit, ApiReply>> found = routes.find(request.getMethod(), path);
        Visit call = new Visit(request, account.get(), library, found.parameters());
        return request.getMethod().equals("GET")
                ? found.handler().apply(call)
                : places.with(account.get().name(), () -> found.handler().apply(call));
    }

    /** A parameter of the query that is a whole number. */
    static long number(Visit call, String name, long otherwise) {
        String value = call.field(name);
        return value.isEmpty()
                ? otherwise
                : Visit.number(value)
                        .orElseThrow(() -> new HttpProblem(400, "The parameter " + name + " must be a whole number."));
    }

    /** How many entries a list may have. */
    static int limit(Visit call) {
        return (int) Math.max(1, Math.min(number(call, "limit", DEFAULT_LIMIT), MAX_LIMIT));
    }
}
