package com.iam.settings.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the files of a folder come to: which configuration is to hold what, and what is wrong with which file. The same
 * files come to the same, in any order of appearance.
 *
 * @param claims the file that each configuration is taken from; other files for it are refused
 * @param unknown files that belong to no bundle that is here, with the PIDs that their names say
 */
record Plan(Map<String, Claim> claims, Map<String, Fault> faults, Map<String, String> unknown) {

    /** @param file what came of reading it; if it is unreadable, the configuration stays as it is */
    record Claim(Target.Of target, String fileName, SettingsFile file) {
    }

    record Fault(String pid, String place, String reason) {
    }

    static Plan of(Map<String, SettingsFile> files, KnownPids pids) {
        Plan plan = new Plan(new LinkedHashMap<>(), new HashMap<>(), new HashMap<>());
        List<String> names = new ArrayList<>(files.keySet());
        names.sort(Comparator.comparing(Plan::preference));
        for (String name : names) {
            String base = name.substring(0, name.lastIndexOf('.'));
            Target target = pids.target(base);
            if (target instanceof Target.Of of) {
                plan.claim(of, name, files.get(name));
            } else if (target instanceof Target.Misnamed misnamed) {
                plan.faults.put(name, new Fault(misnamed.pid(), "its file name", misnamed.reason()));
            } else if (target instanceof Target.Unknown unknownPid) {
                plan.unknown.put(name, unknownPid.pid());
            }
        }
        return plan;
    }

    private void claim(Target.Of target, String name, SettingsFile file) {
        Claim first = claims.putIfAbsent(target.id(), new Claim(target, name, file));
        if (first != null) {
            faults.put(name, new Fault(target.id(), "its file name", "has the same meaning as that of "
                    + first.fileName() + ", which counts: remove one of them"));
        } else if (file instanceof SettingsFile.Unreadable unreadable) {
            faults.put(name, new Fault(target.id(), unreadable.place(), unreadable.reason()));
        } else if (!target.known()) {
            unknown.put(name, target.pid());
        }
    }

    /** The documented spelling first. */
    private static String preference(String name) {
        return (name.endsWith(".config") ? "0" : "1") + (name.contains("~") ? "1" : "0") + name;
    }
}
