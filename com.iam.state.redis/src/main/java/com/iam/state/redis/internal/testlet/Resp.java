package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.iam.state.redis.internal.wire.Outcome;
import com.iam.state.redis.internal.wire.Replies;
import com.iam.state.redis.internal.wire.Requests;

/**
 * Asks one thing at a time, in texts. Redisson is made to hide what a diagnosis is about: which step of a connection fails, and
 * how Redis words it.
 */
final class Resp {

    /** Nothing that is asked for is longer. */
    private static final int MAXIMUM_LENGTH = 1 << 20;

    private final Requests requests;
    private final Replies replies;

    Resp(InputStream in, OutputStream out) {
        requests = new Requests(out);
        replies = new Replies(in::read, MAXIMUM_LENGTH);
    }

    /** @param text of what is no array; empty for nothing */
    record Reply(boolean isError, String text, List<Reply> items) {

        private static Reply of(Object value) {
            if (value instanceof List<?> items) {
                return new Reply(false, "", items.stream().map(Reply::of).toList());
            } else if (value instanceof Outcome.Refused refused) {
                return new Reply(true, refused.error(), List.of());
            }
            String text = value == null ? "" : value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8)
                    : value.toString();
            return new Reply(false, text, List.of());
        }

        /** Whether Redis refuses the command to this user. */
        boolean isForbidden() {
            return isError && text.startsWith("NOPERM");
        }
    }

    /** @throws java.net.ProtocolException if the peer does not speak Redis's protocol */
    Reply call(String... words) throws IOException {
        requests.add(List.of(words));
        requests.send();
        return Reply.of(replies.next());
    }
}
