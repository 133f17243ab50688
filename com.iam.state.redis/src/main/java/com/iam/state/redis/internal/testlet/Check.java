package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Result;

/** One stage. It has no state: what it finds out for later ones, it leaves in the examination. */
interface Check {

    /** Identifies the stage, for programs and in {@link #needs()}. */
    String id();

    String title();

    /** The stages without which this one can say nothing. */
    List<String> needs();

    /** @throws IOException if the connection breaks or is too slow, and that is not what this stage is about */
    Result examine(Examination examination) throws IOException;
}
