package org.phasor.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends the number of the crossing when a value rises through a level: all that a bare loop decides. One thread. */
final class LevelCrossing {

    private final double level;
    private final DatagramChannel datagrams = DatagramChannel.open();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(Long.BYTES);
    private boolean above = true;
    private long crossings;

    LevelCrossing(double level, InetSocketAddress target) throws IOException {
        this.level = level;
        datagrams.connect(target);
    }

    void take(double value) throws IOException {
        boolean nowAbove = value >= level;
        if (nowAbove && !above) {
            crossings++;
            datagram.putLong(0, crossings).clear();
            datagrams.write(datagram);
        }
        above = nowAbove;
    }
}
