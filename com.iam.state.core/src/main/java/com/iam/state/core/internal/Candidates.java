package com.iam.state.core.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Filter;
import org.osgi.framework.ServiceReference;

/**
 * All services of a type, and the choice among them by a filter. The service that is chosen stays chosen while the
 * filter matches: a service of a higher ranking that comes or goes changes nothing. May be used by any thread.
 */
final class Candidates<T> {

    private final Map<ServiceReference<T>, T> services = new HashMap<>();

    synchronized void add(ServiceReference<T> reference, T service) {
        services.put(reference, service);
    }

    synchronized Optional<T> of(ServiceReference<T> reference) {
        return Optional.ofNullable(services.get(reference));
    }

    synchronized void remove(ServiceReference<T> reference) {
        services.remove(reference);
    }

    synchronized List<T> all() {
        return List.copyOf(services.values());
    }

    synchronized List<T> matching(Filter filter) {
        return services.entrySet().stream().filter(each -> filter.match(each.getKey())).map(Map.Entry::getValue).toList();
    }

    synchronized Optional<T> choose(Filter filter, Optional<T> chosen) {
        Optional<T> stays = chosen.filter(service -> services.entrySet().stream()
                .anyMatch(each -> each.getValue() == service && filter.match(each.getKey())));
        return stays.or(() -> services.entrySet().stream()
                .filter(each -> filter.match(each.getKey()))
                .max(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue));
    }
}
