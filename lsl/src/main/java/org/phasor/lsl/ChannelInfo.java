package org.phasor.lsl;

/**
 * What a stream's description says of one channel. Empty texts where it says nothing.
 *
 * @param label the channel's name, as {@code C3}
 * @param unit as written by the sender, as {@code microvolts}
 * @param type as {@code EEG}, {@code EMG}, {@code misc}
 */
public record ChannelInfo(String label, String unit, String type) {}
