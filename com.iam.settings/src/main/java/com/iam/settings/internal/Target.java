package com.iam.settings.internal;

import java.util.Optional;

/** What a file is about, by its name. */
sealed interface Target {

    /**
     * @param name of one of several configurations; empty if there is one only
     * @param known whether a bundle that is here has such settings
     */
    record Of(String pid, Optional<String> name, boolean known) implements Target {

        /** As Configuration Admin identifies it. */
        String id() {
            return name.map(own -> pid + "~" + own).orElse(pid);
        }
    }

    /** Of no bundle that is here. */
    record Unknown(String pid) implements Target {
    }

    /** The name is no right one. */
    record Misnamed(String pid, String reason) implements Target {
    }
}
