package com.iam.web.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.Preprocessor;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Counts the requests that are being answered, on all paths, for the launcher, which lets them end before it stops. Once the instance has
 * a reason to get none, each answer ends its connection: a client that keeps one open goes elsewhere with its next request.
 */
@Component(service = {Preprocessor.class, IntSupplier.class}, property = "iam.requests=underWay", immediate = true)
public final class RequestsUnderWay implements Preprocessor, IntSupplier {

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<Supplier<List<String>>> unready = new AtomicReference<>();

    @Reference(target = "(iam.instance=unready)", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindUnready(Supplier<List<String>> service) {
        unready.set(service);
    }

    void unbindUnready(Supplier<List<String>> service) {
        unready.compareAndSet(service, null);
    }

    @Override
    public int getAsInt() {
        return underWay.get();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        underWay.incrementAndGet();
        try {
            if (response instanceof HttpServletResponse answer) {
                endConnectionIfUnready(answer);
                chain.doFilter(request, new LastMoment(answer));
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void endConnectionIfUnready(HttpServletResponse answer) {
        Supplier<List<String>> service = unready.get();
        if (service != null && !service.get().isEmpty() && !answer.isCommitted()) {
            answer.setHeader("Connection", "close");
        }
    }

    /** Looks again when the body is about to be written: a request may have taken longer than it took to become unready. */
    private final class LastMoment extends HttpServletResponseWrapper {

        private LastMoment(HttpServletResponse answer) {
            super(answer);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            endConnectionIfUnready((HttpServletResponse) getResponse());
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            endConnectionIfUnready((HttpServletResponse) getResponse());
            return super.getWriter();
        }
    }
}
