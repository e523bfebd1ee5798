package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a stream's description says of an EEG recording beyond labels and units, by the layout that XDF recommends for
 * streams of the type EEG (github.com/sccn/xdf/wiki/EEG-Meta-Data). All of it is optional, and whatever a sender writes
 * in another layout is as good as absent. Immutable.
 *
 * @param positions one per channel, in order; empty where {@code desc/channels/channel/location} says nothing
 * @param reference {@code desc/reference}
 * @param cap {@code desc/cap}
 * @param acquisition {@code desc/acquisition}
 */
public record EegDescription(
        List<Optional<Position>> positions, Reference reference, Cap cap, Acquisition acquisition) {

    public EegDescription {
        positions = List.copyOf(positions);
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(cap, "cap");
        Objects.requireNonNull(acquisition, "acquisition");
    }

    /**
     * A place on the head, in millimetres from its centre.
     *
     * @param rightMm X, to the subject's right
     * @param frontMm Y, to the front
     * @param topMm Z, up
     */
    public record Position(double rightMm, double frontMm, double topMm) {
        public Position {
            if (!Double.isFinite(rightMm) || !Double.isFinite(frontMm) || !Double.isFinite(topMm)) {
                throw new IllegalArgumentException(
                        "position " + rightMm + ", " + frontMm + ", " + topMm + ": must be finite");
            }
        }
    }

    /**
     * The reference electrodes.
     *
     * @param labels of the electrodes; none when not said
     * @param subtracted whether the samples are referenced already, {@code Yes} or {@code No}; empty when not said
     * @param commonAverage whether the reference is the average of all, likewise
     */
    public record Reference(List<String> labels, String subtracted, String commonAverage) {
        public static final Reference UNKNOWN = new Reference(List.of(), "", "");

        public Reference {
            labels = List.copyOf(labels);
        }
    }

    /** The cap; texts are empty where nothing is said. */
    public record Cap(String name, String size, String manufacturer, String labelScheme) {
        public static final Cap UNKNOWN = new Cap("", "", "", "");
    }

    /** The amplifier; texts are empty where nothing is said. */
    public record Acquisition(String manufacturer, String model, String serialNumber) {
        public static final Acquisition UNKNOWN = new Acquisition("", "", "");
    }

    /** Nothing known of any of so many channels: to start from. */
    public static EegDescription unknown(int channels) {
        List<Optional<Position>> nowhere = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            nowhere.add(Optional.empty());
        }
        return new EegDescription(nowhere, Reference.UNKNOWN, Cap.UNKNOWN, Acquisition.UNKNOWN);
    }

    /** What a stream says of itself. Never fails. */
    public static EegDescription of(StreamInfo info) {
        InfoElement desc = info.desc();
        List<InfoElement> described = desc.child("channels").children("channel");
        List<Optional<Position>> positions = new ArrayList<>();
        for (int i = 0; i < info.channelCount(); i++) {
            positions.add(i < described.size() ? position(described.get(i).child("location")) : Optional.empty());
        }
        InfoElement reference = desc.child("reference");
        List<String> labels = new ArrayList<>();
        for (InfoElement label : reference.children("label")) {
            if (!label.text().isBlank()) {
                labels.add(label.text().strip());
            }
        }
        InfoElement cap = desc.child("cap");
        InfoElement acquisition = desc.child("acquisition");
        return new EegDescription(
                positions,
                new Reference(labels, text(reference, "subtracted"), text(reference, "common_average")),
                new Cap(text(cap, "name"), text(cap, "size"), text(cap, "manufacturer"), text(cap, "labelscheme")),
                new Acquisition(
                        text(acquisition, "manufacturer"),
                        text(acquisition, "model"),
                        text(acquisition, "serial_number")));
    }

    private static Optional<Position> position(InfoElement location) {
        try {
            return Optional.of(new Position(
                    Double.parseDouble(location.child("X").text()),
                    Double.parseDouble(location.child("Y").text()),
                    Double.parseDouble(location.child("Z").text())));
        } catch (IllegalArgumentException e) {
            // Not three numbers: another layout, or none.
            return Optional.empty();
        }
    }

    private static String text(InfoElement of, String child) {
        return of.child(child).text().strip();
    }

    public EegDescription withPositions(List<Optional<Position>> others) {
        return new EegDescription(others, reference, cap, acquisition);
    }

    public EegDescription withReference(Reference other) {
        return new EegDescription(positions, other, cap, acquisition);
    }

    public EegDescription withCap(Cap other) {
        return new EegDescription(positions, reference, other, acquisition);
    }

    public EegDescription withAcquisition(Acquisition other) {
        return new EegDescription(positions, reference, cap, other);
    }

    /**
     * A stream's description with these parts in it; what is unknown here leaves the stream's own as it is.
     *
     * @throws IllegalArgumentException when the count of positions is not the stream's count of channels
     */
    public StreamInfo writtenInto(StreamInfo info) {
        return EegDescriptionXml.write(this, info);
    }
}
