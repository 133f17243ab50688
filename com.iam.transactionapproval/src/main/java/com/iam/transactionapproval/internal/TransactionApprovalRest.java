package com.iam.transactionapproval.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.state.api.StateManager;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;
import com.iam.users.api.FinalOutcomes;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserKind;
import com.iam.web.ClientSessions;
import com.iam.web.CutOff;
import com.iam.web.RestServlet;
import com.iam.web.Route;
import com.iam.web.WebModule;

import jakarta.servlet.Servlet;

/** The endpoints for applications and users. It stays while its services come and go: then it answers 503. */
@Component(service = Servlet.class, configurationPid = ApprovalConfig.PID)
@Designate(ocd = ApprovalConfig.class)
@HttpWhiteboardContextSelect(ApprovalContext.SELECT)
@HttpWhiteboardServletPattern("/rest/*")
public final class TransactionApprovalRest extends RestServlet {

    private static final long serialVersionUID = 1L;

    static final WebModule MODULE = new WebModule("transactionapproval", UserKind.END_USER, "iam-transaction-approval",
            WebModule.SameSite.STRICT);

    private final transient Services services;
    private final transient ProblemReporter problems;

    @Activate
    public TransactionApprovalRest(BundleContext context, ApprovalConfig defaults, Map<String, Object> properties) {
        this(InstantSource.system(), new ProblemReporter(context), properties);
    }

    TransactionApprovalRest(InstantSource clock, ProblemReporter problems, Map<String, Object> properties) {
        this(new Services(clock), clock, problems);
        configure(properties);
    }

    private TransactionApprovalRest(Services services, InstantSource clock, ProblemReporter problems) {
        super(routes(services, new CutOff(MODULE, services.sessionCutOffs()), clock));
        this.services = services;
        this.problems = problems;
    }

    private static List<Route> routes(Services services, CutOff cutOff, InstantSource clock) {
        Approvals approvals = new Approvals(services.outcomes()::get, clock, cutOff);
        return Stream.concat(new ApplicationEndpoints(services, approvals, clock).routes().stream(),
                new UserEndpoints(services, approvals, new ClientSessions(MODULE, cutOff), clock).routes().stream()).toList();
    }

    @Modified
    void configure(Map<String, Object> properties) {
        Settings settings = new Settings(properties);
        UnknownKeys.tell(settings, ApprovalConfig.class, "StateManager");
        try {
            services.settings().bind(ApprovalSettings.from(settings));
            problems.clear();
        } catch (InvalidSettingException e) {
            problems.report(settings, e, services.settings().isBound() ? "the last good configuration stays in force"
                    : "no approval can be asked for until this is mended");
        }
    }

    @Deactivate
    void stop() {
        problems.clear();
    }

    @Reference(target = "(module=transactionapproval)", cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void bindStateManager(StateManager service) {
        services.stateManager().bind(service);
    }

    void unbindStateManager(StateManager service) {
        services.stateManager().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindUserDirectory(UserDirectory service) {
        services.userDirectory().bind(service);
    }

    void unbindUserDirectory(UserDirectory service) {
        services.userDirectory().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOutcomes(FinalOutcomes service) {
        services.outcomes().bind(service);
    }

    void unbindOutcomes(FinalOutcomes service) {
        services.outcomes().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSessionCutOffs(SessionCutOffs service) {
        services.sessionCutOffs().bind(service);
    }

    void unbindSessionCutOffs(SessionCutOffs service) {
        services.sessionCutOffs().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindApplication(Application service) {
        services.applications().add(service);
    }

    void unbindApplication(Application service) {
        services.applications().remove(service);
    }
}
