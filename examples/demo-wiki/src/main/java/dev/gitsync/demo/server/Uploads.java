package dev.gitsync.demo.server;

import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.jdbi.JdbiAttachments.Uploaded;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * Receives files. A script sends the bytes of one file as the body of a request, which are stored as they arrive. A form sends parts,
 * which wait in temporary files until all of them and the token of the form have arrived.
 */
public final class Uploads {
    /** The attribute of a request by which Jetty accepts parts. */
    private static final String ACCEPT_PARTS = "org.eclipse.jetty.multipartConfig";

    private static final int BYTES_IN_MEMORY = 64 << 10;

    private Uploads() {}

    /** Whether the body of a request is a form with files. */
    public static boolean isForm(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/form-data");
    }

    /**
     * Requires that the body of a request is a file, before any parameter is read: reading one consumes the body of a form.
     *
     * @throws HttpProblem with 415 when it is a form
     */
    public static void requireFile(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded") || isForm(request)) {
            throw new HttpProblem(
                    415, "The body must be the contents of the file: Content-Type: application/octet-stream.");
        }
    }

    /** Lets the request have parts, each up to the maximum size of a file. The sender must have signed in. */
    public static void acceptParts(HttpServletRequest request, Wiki wiki) {
        long most = maxBytes(wiki);
        String folder = System.getProperty("java.io.tmpdir");
        request.setAttribute(
                ACCEPT_PARTS,
                new MultipartConfigElement(folder, most, Math.max(most, most + (1 << 20)), BYTES_IN_MEMORY));
    }

    /** The files in the parts with this name. A form in which nothing was chosen has none. */
    public static List<Part> parts(Visit visit, String name) {
        try {
            return visit.request().getParts().stream()
                    .filter(part -> part.getName().equals(name))
                    .filter(part -> part.getSubmittedFileName() != null
                            && !part.getSubmittedFileName().isEmpty())
                    .toList();
        } catch (IOException | ServletException e) {
            throw new HttpProblem(400, "The form did not arrive completely. Send it again.");
        }
    }

    /** Stores the contents of a part in a space. */
    public static Uploaded store(Visit visit, OpenSpace space, Part part) {
        try (InputStream in = part.getInputStream()) {
            return store(visit, space, in);
        } catch (IOException e) {
            throw brokenOff();
        }
    }

    /** Stores the body of the request in a space. */
    public static Uploaded store(Visit visit, OpenSpace space) {
        long most = maxBytes(visit.wiki());
        if (visit.request().getContentLengthLong() > most) {
            throw new HttpProblem(413, "A file of this wiki may have at most " + most + " bytes.");
        }
        try (InputStream in = visit.request().getInputStream()) {
            return store(visit, space, in);
        } catch (IOException e) {
            throw brokenOff();
        }
    }

    private static Uploaded store(Visit visit, OpenSpace space, InputStream in) throws IOException {
        try {
            return visit.wiki().files().stored().upload(space.space(), in);
        } catch (StoreRejectedException e) {
            throw new HttpProblem(422, String.valueOf(e.getMessage()));
        }
    }

    private static HttpProblem brokenOff() {
        return new HttpProblem(400, "The upload broke off, and nothing was stored. Send the file again.");
    }

    private static long maxBytes(Wiki wiki) {
        return wiki.git().gitSync().settings().attachments().maxBytes();
    }
}
