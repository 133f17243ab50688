package com.iam.benchmarks.measure;

/** What a load consists of. */
@FunctionalInterface
public interface Requests {

    /**
     * @param thread from 0; each has requests of its own
     * @param number from 0, one more with each request of this thread
     */
    void send(int thread, long number) throws Exception;
}
