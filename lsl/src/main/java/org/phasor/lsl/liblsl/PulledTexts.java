package org.phasor.lsl.liblsl;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.phasor.lsl.InletListener;

/** Text samples, one at a time. Every text that liblsl allocates is destroyed as soon as it is copied. */
final class PulledTexts implements PulledSamples {

    private final Memory pointers;
    private final Memory lengths;
    private final String[] texts;
    private final int[] errorCode = new int[1];
    private double stampSeconds;

    PulledTexts(int channels) {
        pointers = new Memory((long) channels * Native.POINTER_SIZE);
        lengths = new Memory((long) channels * Integer.BYTES);
        texts = new String[channels];
    }

    @Override
    public int pull(Pointer inlet, double timeoutSeconds) throws StreamLost {
        // Some versions allocate even when the time runs out: what is not null afterwards is ours.
        pointers.clear();
        errorCode[0] = 0;
        stampSeconds =
                LiblslFunctions.lsl_pull_sample_buf(inlet, pointers, lengths, texts.length, timeoutSeconds, errorCode);
        for (int i = 0; i < texts.length; i++) {
            Pointer text = pointers.getPointer((long) i * Native.POINTER_SIZE);
            if (text != null) {
                int length = lengths.getInt((long) i * Integer.BYTES);
                texts[i] = new String(text.getByteArray(0, stampSeconds == 0 ? 0 : length), StandardCharsets.UTF_8);
                LiblslFunctions.lsl_destroy_string(text);
            }
        }
        if (stampSeconds == 0) {
            StreamLost.check(errorCode[0]);
        }
        return stampSeconds == 0 ? 0 : 1;
    }

    @Override
    public void deliver(int index, long arrivalNanos, InletListener listener) {
        listener.onText(stampSeconds, true, arrivalNanos, texts);
    }

    @Override
    public void close() {
        pointers.close();
        lengths.close();
    }
}
