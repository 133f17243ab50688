package com.iam.settings.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.settings.internal.KnownPids.Kind;

/**
 * What bundles say of their settings: by Metatype (OSGi Compendium, 105) whether there is one set or several, by
 * Declarative Services (112) that there are any. Read from their files, since a component must not start before its
 * settings are there. May be used by any thread.
 */
final class PidCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");
    private static final String METATYPE = "OSGI-INF/metatype/";

    private final Map<Long, Map<String, Kind>> bundles = new ConcurrentHashMap<>();

    /** @return whether something is known now that was not */
    boolean add(Bundle bundle) {
        Map<String, Kind> kinds = new HashMap<>();
        for (String path : entries(bundle, METATYPE)) {
            read(bundle, path, xml -> designate(xml, kinds));
        }
        String components = bundle.getHeaders("").get("Service-Component");
        if (components != null) {
            for (String clause : components.split(",")) {
                String path = clause.split(";")[0].strip();
                for (String file : path.contains("*")
                        ? entries(bundle, path.substring(0, path.lastIndexOf('/') + 1)) : Collections.singleton(path)) {
                    read(bundle, file, xml -> component(xml, kinds));
                }
            }
        }
        return !kinds.equals(kinds.isEmpty()
                ? bundles.remove(bundle.getBundleId()) : bundles.put(bundle.getBundleId(), kinds));
    }

    KnownPids known() {
        Map<String, Kind> all = new HashMap<>();
        bundles.values().forEach(kinds -> kinds.forEach((pid, kind) -> merge(all, pid, kind)));
        return new KnownPids(all);
    }

    private static void designate(XMLStreamReader xml, Map<String, Kind> kinds) {
        if (xml.getLocalName().equals("Designate")) {
            String factory = xml.getAttributeValue(null, "factoryPid");
            String single = xml.getAttributeValue(null, "pid");
            if (factory != null && !factory.isBlank()) {
                merge(kinds, factory, Kind.NAMED);
            } else if (single != null && !single.isBlank()) {
                merge(kinds, single, Kind.SINGLE);
            }
        }
    }

    private static void component(XMLStreamReader xml, Map<String, Kind> kinds) {
        if (xml.getLocalName().equals("component")) {
            String pids = xml.getAttributeValue(null, "configuration-pid");
            String name = xml.getAttributeValue(null, "name");
            String all = pids == null ? String.valueOf(name) : pids.replace("$", String.valueOf(name));
            for (String pid : all.strip().split("\\s+")) {
                merge(kinds, pid, Kind.EITHER);
            }
        }
    }

    /** What is said exactly counts more than what is not. */
    private static void merge(Map<String, Kind> kinds, String pid, Kind kind) {
        kinds.merge(pid, kind, (one, other) ->
                one == other || other == Kind.EITHER ? one : one == Kind.EITHER ? other : Kind.EITHER);
    }

    private static Collection<String> entries(Bundle bundle, String folder) {
        var paths = bundle.getEntryPaths(folder);
        return paths == null ? Collections.emptyList()
                : Collections.list(paths).stream().filter(path -> path.endsWith(".xml")).toList();
    }

    @FunctionalInterface
    private interface Element {
        void read(XMLStreamReader xml);
    }

    private static void read(Bundle bundle, String path, Element element) {
        URL url = bundle.getEntry(path);
        if (url == null) {
            return;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = url.openStream()) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    element.read(xml);
                }
            }
        } catch (IOException | XMLStreamException e) {
            LOG.debug("{}: {} cannot be read", bundle.getSymbolicName(), path, e);
        }
    }
}
