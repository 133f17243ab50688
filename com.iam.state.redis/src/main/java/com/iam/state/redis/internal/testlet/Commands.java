package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.redis.internal.acl.NeededCommand;
import com.iam.state.redis.internal.acl.NeededCommand.Where;
import com.iam.state.support.trial.Rehearsal;

/**
 * Whether the user may run what the product needs. Each command is tried so that it does nothing: ACL DRYRUN would itself
 * need a permission that nothing else needs.
 */
final class Commands implements Check {

    private static final Set<Where> EVERYWHERE = Set.of(Where.ALWAYS, Where.NEWER);

    @Override
    public String id() {
        return "commands";
    }

    @Override
    public String title() {
        return "Permitted commands";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        String namespace = examination.target.namespace();
        List<String> missing = new ArrayList<>();
        int tried = 0;
        for (NeededCommand command : NeededCommand.all()) {
            Optional<String[]> trial = command.trialIn(namespace, Rehearsal.MODULE);
            if (!isNeeded(command, examination.target) || trial.isEmpty()) {
                continue;
            }
            tried++;
            Resp.Reply reply = examination.ask(trial.get());
            if (isAboutKeys(reply)) {
                return new Failed("the user may not use the keys of the namespace " + namespace,
                        "permit them: ./iam acl --namespace " + namespace + " prints the patterns");
            }
            if (reply.isForbidden() || isUnknown(reply) && command.where() != Where.NEWER) {
                missing.add(command.name());
            }
        }
        return missing.isEmpty()
                ? new Passed("all " + tried)
                : new Failed("the user may not run " + String.join(", ", missing),
                        "permit it: ./iam acl prints the line for Redis");
    }

    private static boolean isNeeded(NeededCommand command, Target target) {
        boolean inCluster = target.locating().filter(each -> each.kind() == Locating.Kind.CLUSTER).isPresent();
        return EVERYWHERE.contains(command.where()) || inCluster && command.where() == Where.CLUSTER;
    }

    private static boolean isAboutKeys(Resp.Reply reply) {
        return reply.isForbidden() && reply.text().contains("key") && !reply.text().contains("command");
    }

    private static boolean isUnknown(Resp.Reply reply) {
        return reply.isError() && reply.text().startsWith("ERR unknown command");
    }
}
