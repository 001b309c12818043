import com.sun.net.httpserver.HttpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Tests of the client against a simulated Ringyo, as a plain program. README.md shows the same with JUnit.
 *
 * <p>Each test has a world of its own; the exit code is 1 if one failed.
 */
public final class Example {
    private static final String ADA = "+14155550142";
    private static final String BUSY = "+15005551000"; // a magic number: each digit after 555 is one dial, and 1 is busy
    private static final String SECRET = "whsec_test";

    private Example() {}

    /** A test in its world. */
    private interface Test {
        void run(Mockserver.World world, RingyoClient client) throws Exception;
    }

    public static void main(String[] arguments) {
        boolean passed = true;
        try (Mockserver server = Mockserver.start()) {
            passed &= passes(server, "sees each status of a call", Example::seesEachStatus);
            passed &= passes(server, "sees a busy line, and a scenario that the test chooses", Example::seesOutcomes);
            passed &= passes(server, "receives signed webhooks, in order", Example::receivesWebhooks);
            passed &= passes(server, "refuses webhooks with a wrong signature", Example::refusesWrongSignatures);
            passed &= passes(server, "repeats a poll that fails twice", Example::repeatsPolls);
            passed &= passes(server, "calls a person once although the response is lost", Example::callsOnce);
            passed &= passes(server, "does not repeat a request that is wrong", Example::doesNotRepeatMistakes);
        }
        System.exit(passed ? 0 : 1);
    }

    private static void seesEachStatus(Mockserver.World world, RingyoClient client) throws Exception {
        String call = client.place("order-1", "agent_1", ADA);
        expect("queued", client.status(call));
        world.advance("2s");
        expect("ringing", client.status(call));
        world.advance("10s");
        expect("in_progress", client.status(call));
        expect(Instant.parse("2026-01-05T15:00:12Z"), world.now()); // nothing else moves the clock
        world.settle();
        expect("completed", client.status(call));
    }

    private static void seesOutcomes(Mockserver.World world, RingyoClient client) throws Exception {
        world.play("voicemail");
        client.place("order-1", "agent_1", ADA);
        String busy = client.place("order-2", "agent_1", BUSY);
        world.settle();
        expect("busy", client.status(busy));
        expect(1, count(world.calls(), "\"answered_by\":\"voicemail\""));
    }

    private static void receivesWebhooks(Mockserver.World world, RingyoClient client) throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        HttpServer receiver = RingyoClient.receive(SECRET, events::add);
        try {
            client.subscribe(hook(receiver), SECRET);
            client.place("order-1", "agent_1", ADA);
            world.settle(); // returns after the receiver has answered
        } finally {
            receiver.stop(0);
        }
        expect(List.of("call.started", "call.ringing", "call.answered", "call.completed"), events.subList(0, 4));
    }

    private static void refusesWrongSignatures(Mockserver.World world, RingyoClient client) throws Exception {
        world.admin("PATCH", "settings", "{\"ringyo\": {\"signature_flaw\": \"wrong\"}}");
        List<String> events = new CopyOnWriteArrayList<>();
        HttpServer receiver = RingyoClient.receive(SECRET, events::add);
        try {
            client.subscribe(hook(receiver), SECRET);
            client.place("order-1", "agent_1", ADA);
            world.settle();
        } finally {
            receiver.stop(0);
        }
        expect(List.of(), events);
        expect(6, count(world.webhooks(), "\"outcome\":\"failed\"")); // started … completed, recording, transcript
    }

    private static void repeatsPolls(Mockserver.World world, RingyoClient client) throws Exception {
        String call = client.place("order-1", "agent_1", ADA);
        world.addFault("{\"fault\": \"error\", \"status\": 503, \"operation\": \"calls.get\", \"first\": 2}");
        expect("queued", client.status(call));
        expect(1, count(world.faults(), "\"matched\":3,\"fired\":2"));
    }

    private static void callsOnce(Mockserver.World world, RingyoClient client) throws Exception {
        world.addFault("{\"fault\": \"reset\", \"operation\": \"calls.create\", \"when\": \"after\", \"first\": 1}");
        client.place("order-1", "agent_1", ADA);
        expect(2, count(world.requests("operation=calls.create"), "\"operation\":\"calls.create\""));
        expect(1, count(world.calls(), "\"direction\":\"outbound\""));
    }

    private static void doesNotRepeatMistakes(Mockserver.World world, RingyoClient client) throws Exception {
        try {
            client.place("order-1", "agent_1", "555");
            throw new AssertionError("expected a refusal");
        } catch (RingyoClient.RefusedException refusal) {
            expect(400, refusal.status());
        }
        expect(1, count(world.requests("operation=calls.create"), "\"operation\":\"calls.create\""));
    }

    private static boolean passes(Mockserver server, String name, Test test) {
        try (Mockserver.World world = server.world(name)) {
            test.run(world, new RingyoClient(world.baseUrl("ringyo"), world.apiKey(), 3, Duration.ofMillis(1)));
            System.out.println("ok      " + name);
            return true;
        } catch (Exception | AssertionError failure) {
            System.out.println("FAILED  " + name + ": " + failure);
            return false;
        }
    }

    private static void expect(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("expected %s, but it was %s".formatted(expected, actual));
        }
    }

    /** Counts a text in JSON; a real test reads the JSON with a library. */
    private static int count(String json, String text) {
        return (int) Pattern.compile(Pattern.quote(text)).matcher(json).results().count();
    }

    /** Returns the URL of the receiver as the simulator sees it; in a container, WEBHOOK_HOST is this machine. */
    private static String hook(HttpServer receiver) {
        String host = Objects.requireNonNullElse(System.getenv("WEBHOOK_HOST"), "127.0.0.1");
        return "http://%s:%d/hook".formatted(host, receiver.getAddress().getPort());
    }
}
