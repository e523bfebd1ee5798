package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes an {@link EegDescription} into the free description of a stream, leaving everything else there untouched. */
final class EegDescriptionXml {

    private EegDescriptionXml() {}

    static StreamInfo write(EegDescription eeg, StreamInfo info) {
        if (eeg.positions().size() != info.channelCount()) {
            throw new IllegalArgumentException(eeg.positions().size() + " positions: stream " + info + " has "
                    + info.channelCount() + " channels");
        }
        InfoElement desc = info.desc();
        if (eeg.positions().stream().anyMatch(Optional::isPresent)) {
            desc = replaced(desc, channels(eeg.positions(), desc.child("channels")));
        }
        if (!eeg.reference().equals(EegDescription.Reference.UNKNOWN)) {
            InfoElement reference = desc.child("reference");
            List<InfoElement> labels = new ArrayList<>();
            eeg.reference().labels().forEach(label -> labels.add(InfoElement.text("label", label)));
            reference = labels.isEmpty() ? reference : replaced(reference, "label", labels);
            reference = said(reference, "subtracted", eeg.reference().subtracted());
            desc = replaced(
                    desc, said(reference, "common_average", eeg.reference().commonAverage()));
        }
        if (!eeg.cap().equals(EegDescription.Cap.UNKNOWN)) {
            InfoElement cap = said(desc.child("cap"), "name", eeg.cap().name());
            cap = said(cap, "size", eeg.cap().size());
            cap = said(cap, "manufacturer", eeg.cap().manufacturer());
            desc = replaced(desc, said(cap, "labelscheme", eeg.cap().labelScheme()));
        }
        if (!eeg.acquisition().equals(EegDescription.Acquisition.UNKNOWN)) {
            EegDescription.Acquisition from = eeg.acquisition();
            InfoElement acquisition = said(desc.child("acquisition"), "manufacturer", from.manufacturer());
            acquisition = said(acquisition, "model", from.model());
            desc = replaced(desc, said(acquisition, "serial_number", from.serialNumber()));
        }
        return info.toBuilder().desc(desc).build();
    }

    /** Channels that the stream does not describe yet are added, so that the order says which is which. */
    private static InfoElement channels(List<Optional<EegDescription.Position>> positions, InfoElement channels) {
        List<InfoElement> described = new ArrayList<>(channels.children("channel"));
        for (int i = 0; i < positions.size(); i++) {
            if (i == described.size()) {
                described.add(InfoElement.text("channel", ""));
            }
            if (positions.get(i).isPresent()) {
                EegDescription.Position p = positions.get(i).get();
                InfoElement location = InfoElement.of(
                        "location",
                        InfoElement.text("X", Double.toString(p.rightMm())),
                        InfoElement.text("Y", Double.toString(p.frontMm())),
                        InfoElement.text("Z", Double.toString(p.topMm())));
                described.set(i, replaced(described.get(i), location));
            }
        }
        return replaced(channels, "channel", described);
    }

    private static InfoElement said(InfoElement of, String name, String text) {
        return text.isEmpty() ? of : replaced(of, InfoElement.text(name, text));
    }

    private static InfoElement replaced(InfoElement of, InfoElement child) {
        return replaced(of, child.name(), List.of(child));
    }

    /** The element with its children of one name replaced: where the first of them stood, or at the end. */
    private static InfoElement replaced(InfoElement of, String name, List<InfoElement> by) {
        List<InfoElement> all = new ArrayList<>();
        boolean placed = false;
        for (InfoElement child : of.children()) {
            if (!child.name().equals(name)) {
                all.add(child);
            } else if (!placed) {
                all.addAll(by);
                placed = true;
            }
        }
        if (!placed) {
            all.addAll(by);
        }
        return InfoElement.of(of.name(), all);
    }
}
