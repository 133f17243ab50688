package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which server a set-up of several ones is to be examined by: the primary that its nodes name.
 *
 * @param kind as in the setting {@code mode}
 * @param nodes those that are asked, in this order
 * @param username of the nodes that are asked, which may be Sentinels
 * @param sentinelMasterName empty for other kinds
 */
public record Locating(Kind kind, List<InetSocketAddress> nodes, Optional<String> username, Optional<String> password,
        String sentinelMasterName) {

    private static final int SLOTS = 16384;

    public enum Kind { SENTINEL, REPLICATED, CLUSTER }

    /** What a node says. */
    sealed interface Found {
    }

    /** @param detail for people */
    record Primary(String host, int port, String detail) implements Found {
    }

    record Unknown(String reason, String remedy) implements Found {
    }

    /** Asks a node that is connected and has let us in. */
    Found ask(Resp node, InetSocketAddress itself) throws IOException {
        return switch (kind) {
            case SENTINEL -> sentinel(node.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", sentinelMasterName));
            case REPLICATED -> replicated(Examination.Info.of(node.call("INFO", "replication")), itself);
            case CLUSTER -> cluster(node.call("CLUSTER", "SLOTS"), itself);
        };
    }

    private Found sentinel(Resp.Reply reply) {
        if (reply.isForbidden()) {
            return new Unknown("the Sentinels refuse SENTINEL GET-MASTER-ADDR-BY-NAME to this user",
                    "permit it: ./iam acl --sentinel prints the line");
        }
        if (reply.items().size() < 2) {
            return new Unknown("the Sentinels know no primary by the name " + sentinelMasterName,
                    "correct sentinelMasterName, and make sure that nodeAddresses are Sentinels");
        }
        return primary(reply.items().get(0).text(), reply.items().get(1).text(), "as the Sentinels say");
    }

    private static Found replicated(Examination.Info info, InetSocketAddress itself) {
        if (info.refusal().isPresent()) {
            return new Unknown("the user may not run INFO", "permit it: ./iam acl prints what is needed");
        }
        return info.field("role").equals("master")
                ? new Primary(itself.getHostString(), itself.getPort(), "itself")
                : primary(info.field("master_host"), info.field("master_port"), "as its replica says");
    }

    private static Found cluster(Resp.Reply reply, InetSocketAddress itself) {
        if (reply.isError()) {
            return reply.isForbidden()
                    ? new Unknown("the user may not run CLUSTER SLOTS", "permit it: ./iam acl prints what is needed")
                    : new Unknown("the node belongs to no Cluster", "set mode=\"single\", or correct nodeAddresses");
        }
        int served = 0;
        for (Resp.Reply range : reply.items()) {
            served += Integer.parseInt(range.items().get(1).text()) - Integer.parseInt(range.items().get(0).text()) + 1;
        }
        if (served < SLOTS) {
            return new Unknown("only " + served + " of " + SLOTS + " slots of the Cluster are served",
                    "look at CLUSTER INFO and bring back the nodes that are missing");
        }
        List<Resp.Reply> first = reply.items().get(0).items().get(2).items();
        String host = first.get(0).text().isEmpty() ? itself.getHostString() : first.get(0).text();
        return primary(host, first.get(1).text(), "one of the primaries of the Cluster");
    }

    private static Found primary(String host, String port, String detail) {
        return new Primary(host, Integer.parseInt(port), detail);
    }

    /** It may be printed by mistake. */
    @Override
    public String toString() {
        return "Locating[" + kind + "]";
    }
}
