package org.phasor.rig;

import java.io.IOException;
import org.phasor.acquisition.RigClock;
import org.phasor.lsl.ChannelInfo;
import org.phasor.stimulator.UdpPulses;

/**
 * The trigger input of an amplifier that is played on this machine: takes the datagrams of the {@code udp} device, on loopback
 * only, and shows each as a pulse on a channel.
 */
public final class TriggerInput implements AutoCloseable {

    /** Label of the channel. */
    public static final String LABEL = "TRIGGER";

    /** Type of the channel. */
    public static final String TYPE = "TRG";

    static final ChannelInfo CHANNEL = new ChannelInfo(LABEL, "", TYPE);

    private final UdpPulses pulses;

    /** Of the thread that plays. */
    private final TriggerLevel level;

    private TriggerInput(UdpPulses pulses, TriggerInputSettings settings) {
        this.pulses = pulses;
        level = new TriggerLevel(settings);
    }

    /**
     * Binds the port and begins to listen.
     *
     * @throws IOException in one line, when the port cannot be had
     */
    public static TriggerInput open(TriggerInputSettings settings) throws IOException {
        try {
            return new TriggerInput(UdpPulses.open(settings.port(), RigClock.SYSTEM), settings);
        } catch (IOException e) {
            throw new IOException("trigger-port = " + settings.port() + ": " + e.getMessage(), e);
        }
    }

    /** The channel's value in the sample of that time; the thread that plays, in order, not before that time. */
    double at(long sampleNanos) {
        for (long arrival = pulses.take(); arrival != UdpPulses.NONE; arrival = pulses.take()) {
            level.command(arrival);
        }
        return level.at(sampleNanos);
    }

    @Override
    public void close() {
        pulses.close();
    }
}
