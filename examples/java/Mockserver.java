import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mockserver for tests: one server for all tests, one world for each test. Copy this file.
 *
 * <pre>
 * Mockserver.start() ──► server.world(name) ──► world.baseUrl(provider), world.apiKey()   for your client
 *                                               world.advance("2m"), world.addFault(…)    for your test
 * </pre>
 *
 * It needs Java 17 and no library. It returns JSON as text: read it with the library that you have.
 */
public final class Mockserver implements AutoCloseable {

    /** Where each provider is on the server. */
    private static final Map<String, String> PATHS =
            Map.of("revring", "/revring/v1", "ringyo", "/ringyo/v1", "revox", "/revox/api");

    /** The virtual time at which each world begins: a Monday, so that no calling window makes a call wait. */
    private static final String MONDAY = "2026-01-05T15:00:00Z";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern READY = Pattern.compile("Ready: (\\S+).*");
    private static final Pattern NOW = Pattern.compile("\"now\":\"([^\"]+)\"");
    private static final int LOG_LINES = 20;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final Process process;

    private Mockserver(String url, Process process) {
        this.url = url.replaceAll("/+$", "");
        this.process = process;
    }

    /**
     * Starts a server on a free port and waits until it is ready. If the environment variable MOCKSERVER_URL is set, that
     * server is used, such as a container.
     *
     * @param options more options of {@code mockserver serve}, such as {@code "--scenarios", "scenarios"}
     * @throws IllegalStateException the server cannot be started; the message says why
     */
    public static Mockserver start(String... options) {
        String running = System.getenv("MOCKSERVER_URL");
        return running == null || running.isEmpty() ? startProcess(options) : at(running);
    }

    /**
     * Uses a running server.
     *
     * @throws IllegalStateException it does not answer
     */
    public static Mockserver at(String url) {
        Mockserver server = new Mockserver(url, null);
        server.awaitHealth();
        return server;
    }

    public String url() {
        return url;
    }

    /**
     * Makes a new world: an isolated account whose clock stands still until the test advances it.
     *
     * @param name a hint for logs, such as the name of the test
     */
    public World world(String name) {
        String hint = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        World world = new World(hint.substring(0, Math.min(40, hint.length())) + "-" + suffix);
        world.admin("PATCH", "clock", "{\"mode\": \"manual\", \"now\": \"%s\"}".formatted(MONDAY));
        world.admin("PATCH", "settings", "{\"examples\": \"by-id\"}"); // lists begin empty
        return world;
    }

    /** Stops the server, unless it ran before. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    /** An isolated account of all providers, with calls, a clock, faults and webhooks of its own. */
    public final class World implements AutoCloseable {
        private final String name;

        private World(String name) {
            this.name = name;
        }

        /** Returns a key for any provider; the part after ~ selects this world. */
        public String apiKey() {
            return "any-key~" + name;
        }

        /** Returns the base URL of a provider: {@code revring}, {@code ringyo} or {@code revox}. */
        public String baseUrl(String provider) {
            if (!PATHS.containsKey(provider)) {
                throw new IllegalArgumentException(
                        "There is no provider '%s'; choose one of %s.".formatted(provider, PATHS.keySet()));
            }
            return url + PATHS.get(provider);
        }

        /** Returns the virtual time. */
        public Instant now() {
            Matcher now = NOW.matcher(admin("GET", "clock", ""));
            if (!now.find()) {
                throw new IllegalStateException("The answer has no time.");
            }
            return Instant.parse(now.group(1));
        }

        /** Advances the clock by {@code "30s"} or {@code "2h"}; returns after all webhooks on the way are answered. */
        public void advance(String by) {
            admin("POST", "clock/advance", "{\"by\": \"%s\"}".formatted(by));
        }

        /** Advances the clock until all calls have ended and all webhooks are delivered. */
        public void settle() {
            admin("POST", "clock/advance", "{\"until\": \"settled\"}");
        }

        /** Lets the next calls play these scenarios, one each. */
        public void play(String... names) {
            String list = Arrays.stream(names).map("\"%s\""::formatted).collect(Collectors.joining(", "));
            admin("POST", "scenarios/next", "{\"names\": [%s]}".formatted(list));
        }

        /** Adds a rule for faults of answers: {@code {"fault": "error", "operation": "calls.get", "first": 2}}. */
        public void addFault(String rule) {
            admin("POST", "faults", rule);
        }

        /** Returns the rules with their accounting, as JSON: {@code matched}, {@code fired}, {@code left}. */
        public String faults() {
            return admin("GET", "faults", "");
        }

        /** Returns the calls as JSON, oldest first. */
        public String calls() {
            return admin("GET", "calls", "");
        }

        /** Returns the log of webhooks as JSON, each with its attempts. */
        public String webhooks() {
            return admin("GET", "webhooks", "");
        }

        /** Returns the requests of the client as JSON; the query filters, such as {@code "operation=calls.create"}. */
        public String requests(String query) {
            return admin("GET", "requests?" + query, "");
        }

        /** Deletes the world. */
        @Override
        public void close() {
            admin("DELETE", "worlds/" + name, "");
        }

        /**
         * Sends a request to the control API of this world.
         *
         * @param path the path behind {@code /__admin/}
         * @param body JSON, or empty
         * @return the JSON of the response
         * @throws IllegalStateException the server refused the request; the message says why
         */
        public String admin(String method, String path, String body) {
            HttpResponse<String> response = exchange(method, path, body, name);
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        "%s /__admin/%s: %d %s".formatted(method, path, response.statusCode(), response.body()));
            }
            return response.body();
        }
    }

    private HttpResponse<String> exchange(String method, String path, String body, String world) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/__admin/" + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-Mockserver-World", world)
                .method(method, BodyPublishers.ofString(body));
        String token = System.getenv("MOCKSERVER_ADMIN_TOKEN");
        if (token != null) {
            request.header("X-Mockserver-Token", token);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(error);
        }
    }

    private static Mockserver startProcess(String... options) {
        List<String> command = Stream.concat(
                        Stream.of("mockserver", "serve", "--port", "0", "--quiet"), Arrays.stream(options))
                .toList();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException error) {
            throw new IllegalStateException("mockserver cannot be started. Install it: pip install voice-mockserver", error);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            return new Mockserver(readUrl(process).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS), process);
        } catch (ExecutionException error) {
            throw new IllegalStateException(error.getCause().getMessage(), error);
        } catch (TimeoutException error) {
            process.destroy();
            throw new IllegalStateException("mockserver serve was not ready in time.", error);
        } catch (InterruptedException error) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(error);
        }
    }

    /** Reads the output until the process ends, so that it never blocks; the URL is in the line {@code Ready: URL}. */
    private static CompletableFuture<String> readUrl(Process process) {
        CompletableFuture<String> url = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            Deque<String> log = new ArrayDeque<>();
            try (BufferedReader output = process.inputReader()) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    Matcher ready = READY.matcher(line);
                    if (ready.matches()) {
                        url.complete(ready.group(1));
                    }
                    log.add(line);
                    if (log.size() > LOG_LINES) {
                        log.remove();
                    }
                }
            } catch (IOException error) {
                log.add(error.toString());
            }
            url.completeExceptionally(new IllegalStateException("mockserver serve ended:\n" + String.join("\n", log)));
        });
        reader.setDaemon(true);
        reader.start();
        return url;
    }

    /** Waits until the server answers; a container may need some seconds. */
    private void awaitHealth() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!isHealthy()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(url + " does not answer. Is mockserver running there?");
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException error) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(error);
            }
        }
    }

    private boolean isHealthy() {
        try {
            return exchange("GET", "health", "", "default").statusCode() == 200;
        } catch (UncheckedIOException error) {
            return false; // not listening yet
        }
    }
}
