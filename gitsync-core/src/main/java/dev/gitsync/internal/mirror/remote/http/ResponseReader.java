package dev.gitsync.internal.mirror.remote.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads responses of HTTP/1.1, with at most 64 KiB of headers. */
final class ResponseReader {
    private static final int MAX_HEAD = 64 << 10;
    private static final int FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final InputStream in;
    private int room = MAX_HEAD;

    private ResponseReader(InputStream in) {
        this.in = in;
    }

    /** Reads the next final response; skips those that announce it. */
    static HttpResponse read(InputStream in) throws IOException {
        ResponseReader reader = new ResponseReader(in);
        HttpResponse response = reader.next();
        while (response.status() < FINAL) {
            response = reader.next();
        }
        return response;
    }

    private HttpResponse next() throws IOException {
        Matcher line = STATUS_LINE.matcher(line());
        if (!line.matches()) {
            throw new ProtocolException("the answer is not HTTP");
        }
        int status = Integer.parseInt(line.group(1));
        Map<String, String> headers = headers();
        if (line.group().startsWith("HTTP/1.0")) {
            headers.put("connection", "close");
        }
        return new HttpResponse(status, headers, body(status, headers));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new ProtocolException("a header is invalid");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private InputStream body(int status, Map<String, String> headers) throws ProtocolException {
        if (status < FINAL || status == NO_CONTENT || status == NOT_MODIFIED) {
            return InputStream.nullInputStream();
        }
        String encoding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
        if (encoding.equals("chunked")) {
            return new ChunkedInput(in);
        }
        String length = headers.getOrDefault("content-length", "");
        if (!encoding.isEmpty() || (!length.isEmpty() && !LENGTH.matcher(length).matches())) {
            throw new ProtocolException("the content of an answer has no valid length");
        }
        if (length.isEmpty()) {
            headers.put("connection", "close");
            return in;
        }
        return new SizedInput(in, Long.parseLong(length));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw SizedInput.cut();
            }
            if (--room <= 0) {
                throw new ProtocolException("the headers of an answer are longer than " + MAX_HEAD + " bytes");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
