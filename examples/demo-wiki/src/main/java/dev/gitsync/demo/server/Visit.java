package dev.gitsync.demo.server;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.OpenSpace;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A request by someone who has signed in. What they may not see is not there: the same 404 for both. */
public record Visit(HttpServletRequest request, Account account, Library library, Map<String, String> parameters) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** The spaces that the visitor may see. */
    public List<OpenSpace> spaces() {
        return library.spaces(account);
    }

    /** The space in the path. */
    public OpenSpace space() {
        return library.space(account, parameter("space")).orElseThrow(HttpProblem::notFound);
    }

    /** The space in the path, for a change. */
    public OpenSpace writableSpace() {
        return requireWritable(space());
    }

    /** The space in the path, for those who operate it. */
    public OpenSpace operatedSpace() {
        OpenSpace space = space();
        if (!space.isOperated()) {
            throw HttpProblem.notFound();
        }
        return space;
    }

    /** The page in the path, live or in the trash. */
    public FoundPage page() {
        return library.page(account, parameter("id")).orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live. */
    public FoundPage livePage() {
        FoundPage page = page();
        if (page.isDeleted()) {
            throw HttpProblem.notFound();
        }
        return page;
    }

    /** The page in the path, live or in the trash, for a change. */
    public FoundPage writablePage() {
        FoundPage page = page();
        requireWritable(page.in());
        return page;
    }

    /** The page in the path, live, for a change. */
    public FoundPage writableLivePage() {
        FoundPage page = livePage();
        requireWritable(page.in());
        return page;
    }

    private static OpenSpace requireWritable(OpenSpace space) {
        if (!space.isWritable()) {
            throw HttpProblem.readOnly();
        }
        return space;
    }

    /** Refuses everybody but administrators, for whom alone this address exists. */
    public void requireAdmin() {
        if (!account.isAdmin()) {
            throw HttpProblem.notFound();
        }
    }

    /** A {@code {name}} of the path. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A field of the form or the query; empty when it is not there. */
    public String field(String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** A text of a form, a query or a path as a number; empty when it is none. */
    public static Optional<Long> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** The address of the wiki, as the visitor sees it. */
    public SiteAddress site() {
        return SiteAddress.of(request);
    }

    /** The browser session. */
    public Session session() {
        return new Session(request);
    }

    /** The token that every form must carry. */
    public String token() {
        return session().token();
    }
}
