import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The program under test: places calls at Ringyo and receives its webhooks. It knows nothing about the simulator.
 *
 * <p>It repeats requests that failed on the way, or with a status that may pass.
 */
public final class RingyoClient {
    private static final Set<Integer> RETRIED = Set.of(429, 500, 502, 503, 504);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String baseUrl;
    private final String apiKey;
    private final int retries;
    private final Duration delay;

    /** @param delay the time before the first repetition; it doubles each time */
    public RingyoClient(String baseUrl, String apiKey, int retries, Duration delay) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.retries = retries;
        this.delay = delay;
    }

    /** Ringyo refused a request. */
    public static final class RefusedException extends IOException {
        private final int status;

        RefusedException(int status, String body) {
            super("Ringyo responded with %d: %s".formatted(status, body));
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Places a call and returns its id. The order id prevents that a repeated request calls the person twice. */
    public String place(String orderId, String agent, String number) throws IOException, InterruptedException {
        String body = "{\"agent_id\": \"%s\", \"phone_number\": \"%s\"}".formatted(agent, number);
        return field(send(request("/calls").header("Idempotency-Key", orderId).POST(BodyPublishers.ofString(body))), "id");
    }

    /** Returns the status of a call. */
    public String status(String call) throws IOException, InterruptedException {
        return field(send(request("/calls/" + call).GET()), "status");
    }

    /** Lets Ringyo send all events to a URL, signed with this secret. */
    public void subscribe(String url, String secret) throws IOException, InterruptedException {
        String body = "{\"url\": \"%s\", \"secret\": \"%s\", \"events\": [\"*\"]}".formatted(url, secret);
        send(request("/webhooks").POST(BodyPublishers.ofString(body)));
    }

    /**
     * Receives webhooks on a free port until the server is stopped.
     *
     * @param onEvent gets the name of each event whose signature is right
     */
    public static HttpServer receive(String secret, Consumer<String> onEvent) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(0), 0);
        server.createContext("/hook", exchange -> handle(exchange, secret, onEvent));
        server.start();
        return server;
    }

    private static void handle(HttpExchange exchange, String secret, Consumer<String> onEvent) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String signature = exchange.getRequestHeaders().getFirst("X-Ringyo-Signature");
            boolean isSigned = signature != null && isSigned(body, secret, signature);
            if (isSigned) {
                onEvent.accept(field(new String(body, StandardCharsets.UTF_8), "event"));
            }
            exchange.sendResponseHeaders(isSigned ? 200 : 401, -1);
        }
    }

    /** Compares the signature of the bytes as received, in constant time. */
    private static boolean isSigned(byte[] body, String secret, String signature) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected = HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            IOException failure;
            try {
                HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
                if (response.statusCode() < 300) {
                    return response.body();
                }
                failure = new RefusedException(response.statusCode(), response.body());
            } catch (IOException error) {
                failure = error;
            }
            boolean mayPass = !(failure instanceof RefusedException refused) || RETRIED.contains(refused.status());
            if (!mayPass || attempt == retries) {
                throw failure;
            }
            Thread.sleep(delay.toMillis() << attempt);
        }
    }

    /** Returns the first text field of that name. It stands for the JSON library that a real client has. */
    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"%s\": ?\"([^\"\\\\]*)\"".formatted(name)).matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException("There is no text field '%s' in %s".formatted(name, json));
        }
        return matcher.group(1);
    }
}
