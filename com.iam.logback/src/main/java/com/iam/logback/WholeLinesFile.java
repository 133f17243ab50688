package com.iam.logback;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The end of a file to which each array of bytes is written whole or not at all. It never throws: whether the last was written is
 * asked. After a failure the file is opened anew, which may be another one by then. For one thread at a time.
 */
final class WholeLinesFile extends OutputStream {

    private final Path path;
    private FileChannel channel;
    private String failure;

    WholeLinesFile(Path path) {
        this.path = path;
    }

    /** Why what was to be written last was not; empty if it was. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(int each) {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        failure = null;
        long before = -1;
        try {
            if (channel == null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            before = channel.size();
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
            giveUp(before);
        }
    }

    private void giveUp(long before) {
        try {
            if (channel != null && before >= 0) {
                channel.truncate(before);
            }
        } catch (IOException e) {
            // Half a line stays, then: of a disk that fails in this way, too, nothing better can be had.
            failure += "; " + e.getMessage();
        }
        close();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            failure = e.getMessage();
        } finally {
            channel = null;
        }
    }
}
