package org.phasor.lsl;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Answers datagrams on its own thread: who matches a query, and, on a service port, what time it is. */
final class DatagramServer implements AutoCloseable {

    static final int MAX_DATAGRAM_BYTES = 65_536;

    private static final long PAUSE_AFTER_FAULT_MS = 10;
    private static final long CLOSE_MS = 1000;

    private final DatagramChannel channel;
    private final boolean ipv6;
    private final Supplier<ServedStream[]> streams;
    private final boolean tellsTime;
    private final Thread thread;
    private boolean faultLogged;

    /**
     * Starts at once; closes the channel in the end.
     *
     * @param family of the channel; one of IPv6 may hear IPv4 as well, which is left to the socket beside it, so that
     *     nobody is answered twice
     */
    DatagramServer(
            DatagramChannel bound,
            ProtocolFamily family,
            String threadName,
            Supplier<ServedStream[]> streams,
            boolean tellsTime) {
        this.channel = bound;
        this.ipv6 = family == StandardProtocolFamily.INET6;
        this.streams = streams;
        this.tellsTime = tellsTime;
        thread = new Thread(this::serve, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
        while (channel.isOpen()) {
            try {
                datagram.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(datagram);
                long arrivedNanos = System.nanoTime();
                if (!ipv6 || !(from.getAddress() instanceof Inet4Address)) {
                    answer(StandardCharsets.UTF_8.decode(datagram.flip()).toString(), from, arrivedNanos);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Another host's ICMP answer, or a reply that no network takes: the next datagram may be fine.
                pause();
            } catch (RuntimeException e) {
                // Whatever one datagram does to us, the others are answered.
                logOnce(e);
                pause();
            }
        }
    }

    private void answer(String text, InetSocketAddress from, long arrivedNanos) throws IOException {
        int firstEnd = text.indexOf('\n');
        String method = (firstEnd < 0 ? text : text.substring(0, firstEnd)).strip();
        if (method.equals("LSL:shortinfo")) {
            answerShortInfo(ShortInfoRequest.parse(text), from.getAddress());
        } else if (tellsTime && method.equals("LSL:timedata") && firstEnd >= 0) {
            String reply = TimeProbe.reply(text.substring(firstEnd + 1), arrivedNanos);
            if (reply != null) {
                send(reply.getBytes(StandardCharsets.US_ASCII), from);
            }
        }
    }

    private void answerShortInfo(ShortInfoRequest request, InetAddress asker) throws IOException {
        if (request == null) {
            return;
        }
        for (ServedStream stream : streams.get()) {
            if (stream.matches(request.query())) {
                send(request.reply(stream.shortXml()), new InetSocketAddress(asker, request.returnPort()));
            }
        }
    }

    private void send(byte[] reply, InetSocketAddress to) throws IOException {
        channel.send(ByteBuffer.wrap(reply), to);
    }

    /** Who can send one such datagram can send many. */
    private void logOnce(RuntimeException e) {
        if (!faultLogged) {
            faultLogged = true;
            System.getLogger("org.phasor.lsl")
                    .log(System.Logger.Level.WARNING, thread.getName() + ": a datagram was not answered: " + e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            thread.join(CLOSE_MS);
        } catch (IOException e) {
            // It is gone either way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
