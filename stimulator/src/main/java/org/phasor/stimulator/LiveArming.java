package org.phasor.stimulator;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The two steps in which a person arms a live device: the checklist, then a code that is shown and typed. A code is good
 * for one try within a minute; what it gives is good for one arming within five seconds. A stop or the end of a session
 * in between voids both. Any thread; takes a lock, so never the loop's before {@link #consume}, which takes none.
 */
final class LiveArming {

    static final long CODE_NANOS = 60_000_000_000L;
    static final long PERMISSION_NANOS = 5_000_000_000L;

    private final SecureRandom random = new SecureRandom();
    private String code;
    private long codeNanos;
    private int codeEnds;

    private final AtomicBoolean permitted = new AtomicBoolean();
    private volatile long permittedNanos;
    private volatile int permittedEnds;

    /**
     * The first step is done: gives the code that has to be typed.
     *
     * @param ends {@link StateMachine.Status#ends}, here and below
     */
    synchronized String begin(long nowNanos, int ends) {
        permitted.set(false);
        code = String.format(Locale.ROOT, "%04d", random.nextInt(10_000));
        codeNanos = nowNanos;
        codeEnds = ends;
        return code;
    }

    /**
     * The second step.
     *
     * @throws IllegalStateException when there is no code, it is another one, or it is too late; then both steps begin anew
     */
    synchronized void typed(String text, long nowNanos, int ends) {
        String expected = code;
        code = null;
        if (expected == null) {
            throw new IllegalStateException("arm: no code was given out: the checklist comes first");
        }
        if (ends != codeEnds) {
            throw new IllegalStateException("arm: a stop came since the code was given out: begin anew");
        }
        if (!within(CODE_NANOS, nowNanos, codeNanos)) {
            throw new IllegalStateException("arm: the code was given out more than a minute ago: begin anew");
        }
        if (text == null || !expected.equals(text.strip())) {
            throw new IllegalStateException("arm: the code was not the one shown: begin anew");
        }
        permittedNanos = nowNanos;
        permittedEnds = ends;
        permitted.set(true);
    }

    /** Both steps begin anew. */
    synchronized void forget() {
        code = null;
        permitted.set(false);
    }

    /** Takes the permission, once; false when there is none or it is too old. The loop thread. */
    boolean consume(long nowNanos, int ends) {
        return permitted.getAndSet(false)
                && ends == permittedEnds
                && within(PERMISSION_NANOS, nowNanos, permittedNanos);
    }

    /** Compared both ways: a clock that jumped back must not make anything last longer. */
    private static boolean within(long nanos, long nowNanos, long thenNanos) {
        return Math.abs(nowNanos - thenNanos) <= nanos;
    }
}
