package com.iam.state.memory.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.provider.ClaimedEnd;

/** Ends of sessions that have not been reported yet, by event id. */
final class PendingEnds {

    private static final Logger LOG = LoggerFactory.getLogger(PendingEnds.class);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 100_000;

    /** Those that can be claimed first stand first, as far as claims last equally long. */
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private boolean full;

    private record Pending(SessionEnd end, Instant since, Instant claimableAt) {
    }

    /** Beyond what is kept, the end that has waited longest is dropped. */
    synchronized void add(SessionEnd end, Instant now) {
        if (pending.size() >= MOST) {
            if (!full) {
                LOG.warn("{} ends of sessions wait to be reported; those that have waited longest are dropped", MOST);
            }
            full = true;
            pending.remove(pending.keySet().iterator().next());
        }
        pending.put(end.eventId(), new Pending(end, now, now));
    }

    synchronized List<ClaimedEnd> claim(int limit, Duration lease, Instant now) {
        List<ClaimedEnd> claimed = new ArrayList<>();
        List<Pending> again = new ArrayList<>();
        Iterator<Pending> each = pending.values().iterator();
        while (each.hasNext() && claimed.size() < limit) {
            Pending next = each.next();
            if (next.since().isBefore(now.minus(KEPT))) {
                each.remove();
            } else if (!now.isBefore(next.claimableAt())) {
                each.remove();
                again.add(new Pending(next.end(), next.since(), now.plus(lease)));
                claimed.add(new ClaimedEnd(next.end(), next.end().eventId()));
            }
        }
        again.forEach(one -> pending.put(one.end().eventId(), one));
        return claimed;
    }

    synchronized void settle(List<ClaimedEnd> ends) {
        ends.forEach(each -> pending.remove(each.receipt()));
        full &= pending.size() >= MOST / 2;
    }
}
