package com.iam.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.RequestInfoDTO;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;
import org.osgi.service.servlet.runtime.dto.ServletDTO;

class WebHealthCheckTest {

    private final WebHealthCheck check = new WebHealthCheck(new RequiredModules(null, List.of("login")));

    @Test
    void aModuleIsReadyOnceItsServletCanBeReached() {
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);

        HttpServiceRuntime early = serving("/auth-login", "/ui/*");
        check.bindRuntime(early);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);

        HttpServiceRuntime other = serving("/auth-admin", "/rest/*");
        check.bindRuntime(other);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);

        HttpServiceRuntime ready = serving("/auth-login", "/rest/*");
        check.bindRuntime(ready);
        check.unbindRuntime(early);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);

        check.unbindRuntime(ready);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
    }

    @Test
    void aPathMayHaveHyphensWhereTheNameOfTheModuleHasNone() {
        WebHealthCheck approvals = new WebHealthCheck(new RequiredModules(null, List.of("transactionapproval")));
        approvals.bindRuntime(serving("/auth-transaction-approval", "/rest/*"));

        assertThat(approvals.execute().getStatus()).isEqualTo(Result.Status.OK);
    }

    private static HttpServiceRuntime serving(String path, String pattern) {
        ServletDTO servlet = new ServletDTO();
        servlet.patterns = new String[] {pattern};
        ServletContextDTO context = new ServletContextDTO();
        context.contextPath = path;
        context.servletDTOs = new ServletDTO[] {servlet};
        RuntimeDTO runtime = new RuntimeDTO();
        runtime.servletContextDTOs = new ServletContextDTO[] {context};
        return new HttpServiceRuntime() {
            @Override
            public RuntimeDTO getRuntimeDTO() {
                return runtime;
            }

            @Override
            public RequestInfoDTO calculateRequestInfoDTO(String requested) {
                return new RequestInfoDTO();
            }
        };
    }
}
