package org.phasor.stimulator;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.phasor.acquisition.RigClock;

/**
 * Where the datagrams of the {@code udp} device arrive, for an amplifier that is played on this machine: 127.0.0.1 only. A thread of
 * its own waits for them, so that their arrival is theirs and not that of whoever asks.
 */
public final class UdpPulses implements AutoCloseable {

    /** What {@link #take} gives when there is nothing. */
    public static final long NONE = Long.MIN_VALUE;

    private static final byte[] PULSE = "phasor pulse ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_DATAGRAM = 256;

    /** An amplifier that is not played yet must not fill the memory. */
    private static final int MOST_WAITING = 10_000;

    private final DatagramSocket socket;
    private final RigClock clock;
    private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();

    private UdpPulses(DatagramSocket socket, RigClock clock) {
        this.socket = socket;
        this.clock = clock;
    }

    /**
     * Binds the port and begins to listen.
     *
     * @throws IOException in one line, when the port cannot be had
     */
    public static UdpPulses open(int port, RigClock clock) throws IOException {
        DatagramSocket socket;
        try {
            socket = new DatagramSocket(
                    new InetSocketAddress(UdpStimulator.loopback(StimulatorSettings.DEFAULT_UDP_HOST), port));
        } catch (IOException e) {
            throw new IOException("UDP port " + port + " on 127.0.0.1 cannot be had: " + e.getMessage(), e);
        }
        UdpPulses pulses = new UdpPulses(socket, clock);
        Thread thread = new Thread(pulses::listen, "phasor-udp-pulses");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
        return pulses;
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LONGEST_DATAGRAM);
                socket.receive(packet);
                long nowNanos = clock.nanoTime();
                if (isPulse(packet) && arrivals.size() < MOST_WAITING) {
                    arrivals.add(nowNanos);
                }
            } catch (IOException e) {
                // Closed; or one datagram that could not be had: a pulse that does not show, as on a loose cable.
            }
        }
    }

    private static boolean isPulse(DatagramPacket packet) {
        boolean pulse = packet.getLength() >= PULSE.length;
        for (int i = 0; i < PULSE.length && pulse; i++) {
            pulse = packet.getData()[packet.getOffset() + i] == PULSE[i];
        }
        return pulse;
    }

    /** When the next one that was not taken yet arrived, on the rig's clock; {@link #NONE} when there is none. Any thread. */
    public long take() {
        Long arrival = arrivals.poll();
        return arrival == null ? NONE : arrival;
    }

    @Override
    public void close() {
        socket.close();
    }
}
