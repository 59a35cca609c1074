package dev.gitsync.servlet;

import dev.gitsync.tests.http.RawHttp;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook as a provider documents it.
 *
 * @param provider the provider
 * @param headers the headers that the provider documents, with the signature
 * @param body the body, in the documented form
 */
record WebhookDelivery(String provider, Map<String, String> headers, String body) {
    /** GitHub: Validating webhook deliveries, "Testing the webhook payload validation". Bitbucket documents the same secret. */
    static final String HUB_SECRET = "It's a Secret to Everybody";
    /** The test vector of the libraries of Standard Webhooks. */
    static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String GITHUB_PUSH = """
            {"ref":"refs/heads/main","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","after":"0000000000000000000000000000000000000000",
            "repository":{"id":186853002,"full_name":"Codertocat/Hello-World","private":false},"pusher":{"name":"Codertocat"},
            "created":false,"deleted":true,"forced":false,"commits":[],"head_commit":null}""";
    private static final String GITEA_PUSH = """
            {"ref":"refs/heads/develop","before":"28e1879d029cb852e4844d9c718537df08844e03",
            "after":"bffeb74224043ba2feb48d137756c8a9331c449a","commits":[{"id":"bffeb74224043ba2feb48d137756c8a9331c449a",
            "message":"Webhooks Yay!","author":{"name":"Gitea","email":"someone@gitea.io"}}],"repository":{"id":140,"name":"webhooks"}}""";
    private static final String GITLAB_PUSH = """
            {"object_kind":"push","event_name":"push","before":"95790bf891e76fee5e1747ab589903a6a1f80f22",
            "after":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","ref":"refs/heads/master","project_id":15,
            "project":{"id":15,"name":"Diaspora","path_with_namespace":"mike/diaspora"},"commits":[],"total_commits_count":4}""";
    private static final String BITBUCKET_PUSH = """
            {"push":{"changes":[{"new":{"type":"branch","name":"main"},"old":{"type":"branch","name":"main"},"created":false}]},
            "repository":{"full_name":"team_name/repo_name"}}""";
    private static final String BITBUCKET_SERVER_PUSH = """
            {"eventKey":"repo:refs_changed","repository":{"slug":"repository","id":84},"changes":[{"ref":{"id":"refs/heads/master",
            "displayId":"master","type":"BRANCH"},"refId":"refs/heads/master","type":"UPDATE"}]}""";

    /** Deliveries signed with {@code secret}, from each provider. */
    static Stream<WebhookDelivery> signedWith(String secret) {
        return Stream.of(
                of("GitHub", GITHUB_PUSH)
                        .with("X-GitHub-Event", "push")
                        .with("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                        .with("X-Hub-Signature", "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6")
                        .with("X-Hub-Signature-256", "sha256=" + hex(secret, GITHUB_PUSH)),
                of("Gitea", GITEA_PUSH)
                        .with("X-Gitea-Delivery", "f6266f16-1bf3-46a5-9ea4-602e06ead473")
                        .with("X-Gitea-Event", "push")
                        .with("X-Gitea-Signature", hex(secret, GITEA_PUSH)),
                of("Forgejo", GITEA_PUSH)
                        .with("X-Forgejo-Event", "push")
                        .with("X-Forgejo-Signature", hex(secret, GITEA_PUSH)),
                of("GitLab, secret token", GITLAB_PUSH)
                        .with("X-Gitlab-Event", "Push Hook")
                        .with("X-Gitlab-Instance", "https://gitlab.com")
                        .with("X-Gitlab-Token", secret),
                of("GitLab, signing token", GITLAB_PUSH)
                        .with("X-Gitlab-Event", "Push Hook")
                        .with("webhook-id", "f5e57ebe-1f1c-4a5b-9d24-2a5a5e1d8f3c")
                        .with("webhook-timestamp", "1674087231")
                        .with("webhook-signature", "v1,AAAA v2,x " + standard(secret, GITLAB_PUSH)),
                of("Bitbucket Cloud", BITBUCKET_PUSH)
                        .with("X-Event-Key", "repo:push")
                        .with("X-Hook-UUID", "{6ec4c5e2-8d3a-4b0e-9f5d-1d7b2f3c4a5e}")
                        .with("X-Attempt-Number", "1")
                        .with("X-Hub-Signature", "sha256=" + hex(secret, BITBUCKET_PUSH)),
                of("Bitbucket Data Center", BITBUCKET_SERVER_PUSH)
                        .with("X-Event-Key", "repo:refs_changed")
                        .with("X-Request-Id", "9f3a9d2c-7d0c-4f0e-8a39-1b5a7f1a2c3d")
                        .with("X-Hub-Signature", "sha256=" + hex(secret, BITBUCKET_SERVER_PUSH)));
    }

    /** The signed examples that providers publish with their secrets: {@link #HUB_SECRET}. */
    static Stream<WebhookDelivery> publishedByHubs() {
        return Stream.of(
                of("GitHub", "Hello, World!")
                        .with(
                                "X-Hub-Signature-256",
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
                of("Bitbucket", "Hello World!")
                        .with(
                                "X-Hub-Signature",
                                "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"));
    }

    /** The signed example that Standard Webhooks publishes: {@link #STANDARD_SECRET}. */
    static WebhookDelivery publishedByStandardWebhooks() {
        return of("Standard Webhooks", "{\"test\": 2432232314}")
                .with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .with("webhook-timestamp", "1614265330")
                .with("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    static WebhookDelivery of(String provider, String body) {
        return new WebhookDelivery(provider, Map.of(), body);
    }

    WebhookDelivery with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WebhookDelivery(provider, more, body);
    }

    WebhookDelivery withBody(String other) {
        return new WebhookDelivery(provider, headers, other);
    }

    /** Adds the headers to a request, and the body. */
    RawHttp on(RawHttp request) {
        RawHttp signed = request;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            signed = signed.header(header.getKey(), header.getValue());
        }
        return signed.body("application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String standard(String secret, String body) {
        byte[] key = secret.startsWith("whsec_")
                ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        byte[] hmac = hmac(key, "f5e57ebe-1f1c-4a5b-9d24-2a5a5e1d8f3c.1674087231." + body);
        return "v1," + Base64.getEncoder().encodeToString(hmac);
    }

    private static String hex(String secret, String body) {
        return HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return provider;
    }
}
