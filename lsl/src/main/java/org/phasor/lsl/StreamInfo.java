package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a stream is: name, channels, rate, format, where it is served, and the sender's free description. Immutable.
 *
 * <p>The same description heads a stream on the wire and in an XDF file ({@link #toXml()}, {@link #fromXml(String)}).
 */
public final class StreamInfo {

    /** The protocol this library speaks, times 100. */
    public static final int PROTOCOL_VERSION = 110;

    private final Builder of;

    private StreamInfo(Builder builder) {
        this.of = builder;
    }

    /** A description to start from; the name must not be empty. */
    public static Builder builder(String name, String type) {
        return new Builder(name, type);
    }

    /**
     * Reads the {@code <info>} element as it comes over the wire or stands in an XDF stream header.
     *
     * @throws IllegalArgumentException when a mandatory element is missing or malformed, naming it; never resolves
     *     entities or document types
     */
    public static StreamInfo fromXml(String xml) {
        return StreamInfoXml.read(xml);
    }

    /** The full description, {@code <desc>} included, in the byte form that native liblsl writes. */
    public String toXml() {
        return StreamInfoXml.write(this, true);
    }

    /** As {@link #toXml()} with an empty {@code <desc />}: what discovery sends. */
    public String toShortXml() {
        return StreamInfoXml.write(this, false);
    }

    public String name() {
        return of.name;
    }

    /** As {@code EEG} or {@code Markers}; may be empty. */
    public String type() {
        return of.type;
    }

    public int channelCount() {
        return of.channelCount;
    }

    public ChannelFormat format() {
        return of.format;
    }

    /** Samples per second as declared; 0 for irregular streams. */
    public double nominalRateHz() {
        return of.nominalRateHz;
    }

    /** What stays the same when the sender restarts; empty when the sender gives none. */
    public String sourceId() {
        return of.sourceId;
    }

    /** The identity of one outlet instance; empty before it is served. */
    public String uid() {
        return of.uid;
    }

    public String sessionId() {
        return of.sessionId;
    }

    public String hostname() {
        return of.hostname;
    }

    /** The sender's LSL clock when the outlet was made, in seconds; 0 before it is served. */
    public double createdAtSeconds() {
        return of.createdAtSeconds;
    }

    /** The sender's protocol version times 100, as 110. */
    public int protocolVersion() {
        return of.protocolVersion;
    }

    /** The address that discovery heard first; empty on the wire and in files. */
    public String v4Address() {
        return of.v4Address;
    }

    public int v4DataPort() {
        return of.v4DataPort;
    }

    public int v4ServicePort() {
        return of.v4ServicePort;
    }

    public String v6Address() {
        return of.v6Address;
    }

    public int v6DataPort() {
        return of.v6DataPort;
    }

    public int v6ServicePort() {
        return of.v6ServicePort;
    }

    /** The sender's free description, named {@code desc}. */
    public InfoElement desc() {
        return of.desc;
    }

    /** One entry per channel, in order; texts are empty where {@code desc/channels} says nothing. */
    public List<ChannelInfo> channels() {
        List<InfoElement> described = of.desc.child("channels").children("channel");
        List<ChannelInfo> channels = new ArrayList<>(of.channelCount);
        for (int i = 0; i < of.channelCount; i++) {
            InfoElement c = i < described.size() ? described.get(i) : InfoElement.text("channel", "");
            channels.add(new ChannelInfo(
                    c.child("label").text(),
                    c.child("unit").text(),
                    c.child("type").text()));
        }
        return channels;
    }

    /** The channels' labels in order. A channel without one is called by its number: {@code Ch1}. */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (ChannelInfo channel : channels()) {
            labels.add(
                    channel.label().isBlank()
                            ? "Ch" + (labels.size() + 1)
                            : channel.label().strip());
        }
        return labels;
    }

    /** A builder holding this description, to change some of it. */
    public Builder toBuilder() {
        return new Builder(of);
    }

    @Override
    public String toString() {
        return "'" + of.name + "' (" + of.type + ", " + of.channelCount + " channels " + of.format.wireName() + ", "
                + of.nominalRateHz + " Hz)";
    }

    /** Collects the parts of a {@link StreamInfo}; {@link #build()} checks them. Not for sharing between threads. */
    public static final class Builder {
        private String name;
        private String type;
        private int channelCount = 1;
        private ChannelFormat format = ChannelFormat.FLOAT32;
        private double nominalRateHz;
        private String sourceId = "";
        private String uid = "";
        private String sessionId = "default";
        private String hostname = "";
        private double createdAtSeconds;
        private int protocolVersion = PROTOCOL_VERSION;
        private String v4Address = "";
        private int v4DataPort;
        private int v4ServicePort;
        private String v6Address = "";
        private int v6DataPort;
        private int v6ServicePort;
        private InfoElement desc = InfoElement.text("desc", "");

        private Builder(String name, String type) {
            this.name = name;
            this.type = type;
        }

        private Builder(Builder other) {
            name = other.name;
            type = other.type;
            channelCount = other.channelCount;
            format = other.format;
            nominalRateHz = other.nominalRateHz;
            sourceId = other.sourceId;
            uid = other.uid;
            sessionId = other.sessionId;
            hostname = other.hostname;
            createdAtSeconds = other.createdAtSeconds;
            protocolVersion = other.protocolVersion;
            v4Address = other.v4Address;
            v4DataPort = other.v4DataPort;
            v4ServicePort = other.v4ServicePort;
            v6Address = other.v6Address;
            v6DataPort = other.v6DataPort;
            v6ServicePort = other.v6ServicePort;
            desc = other.desc;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder type(String value) {
            type = value;
            return this;
        }

        public Builder channelCount(int value) {
            channelCount = value;
            return this;
        }

        /** Sets the channel count and writes {@code desc/channels} anew. */
        public Builder channels(List<ChannelInfo> channels) {
            channelCount = channels.size();
            List<InfoElement> described = new ArrayList<>();
            for (ChannelInfo c : channels) {
                described.add(InfoElement.of(
                        "channel",
                        InfoElement.text("label", c.label()),
                        InfoElement.text("unit", c.unit()),
                        InfoElement.text("type", c.type())));
            }
            List<InfoElement> rest = new ArrayList<>(desc.children());
            rest.removeIf(e -> e.name().equals("channels"));
            rest.add(0, InfoElement.of("channels", described));
            desc = InfoElement.of("desc", rest);
            return this;
        }

        public Builder format(ChannelFormat value) {
            format = value;
            return this;
        }

        public Builder nominalRateHz(double value) {
            nominalRateHz = value;
            return this;
        }

        public Builder sourceId(String value) {
            sourceId = value;
            return this;
        }

        public Builder uid(String value) {
            uid = value;
            return this;
        }

        public Builder sessionId(String value) {
            sessionId = value;
            return this;
        }

        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        public Builder createdAtSeconds(double value) {
            createdAtSeconds = value;
            return this;
        }

        public Builder protocolVersion(int value) {
            protocolVersion = value;
            return this;
        }

        public Builder v4(String address, int dataPort, int servicePort) {
            v4Address = address;
            v4DataPort = dataPort;
            v4ServicePort = servicePort;
            return this;
        }

        public Builder v6(String address, int dataPort, int servicePort) {
            v6Address = address;
            v6DataPort = dataPort;
            v6ServicePort = servicePort;
            return this;
        }

        public Builder desc(InfoElement value) {
            desc = new InfoElement("desc", value.text(), value.children());
            return this;
        }

        /** Appends one element to {@code desc}. */
        public Builder describe(InfoElement element) {
            desc = desc.with(element);
            return this;
        }

        /**
         * @throws IllegalArgumentException naming the part, its value and what it must be
         */
        public StreamInfo build() {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(format, "format");
            if (name == null || name.isEmpty()) {
                throw new IllegalArgumentException("name = \"\": a stream must have a name");
            }
            if (channelCount < 0) {
                throw new IllegalArgumentException("channel_count = " + channelCount + ": must be >= 0");
            }
            if (!(nominalRateHz >= 0) || Double.isInfinite(nominalRateHz)) {
                throw new IllegalArgumentException("nominal_srate = " + nominalRateHz + ": must be finite and >= 0");
            }
            return new StreamInfo(new Builder(this));
        }
    }
}
