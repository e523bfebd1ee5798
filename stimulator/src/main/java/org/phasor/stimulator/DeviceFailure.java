package org.phasor.stimulator;

/** A device call failed. Made ahead, without a stack trace, so that throwing it costs the loop thread nothing. */
final class DeviceFailure extends RuntimeException {

    DeviceFailure(String message) {
        super(message, null, false, false);
    }
}
