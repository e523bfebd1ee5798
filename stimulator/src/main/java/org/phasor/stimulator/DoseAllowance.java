package org.phasor.stimulator;

/**
 * How many pulses may be given because the dose ledger has them on disk already. Written by the ledger's thread, read
 * by the loop thread, without a lock.
 */
public final class DoseAllowance {

    private volatile long granted;
    private volatile Outcome beyond = Outcome.VETOED_NOT_RESERVED;

    DoseAllowance() {}

    /** For bench devices, which reach nobody: as many as the other limits allow. */
    static DoseAllowance unlimited() {
        DoseAllowance allowance = new DoseAllowance();
        allowance.grant(Long.MAX_VALUE);
        return allowance;
    }

    /**
     * So many pulses of this session are on disk.
     *
     * @param total since the interlock was opened; a smaller one than before is refused
     */
    public void grant(long total) {
        if (total < granted) {
            throw new IllegalArgumentException("granted = " + total + ": must be >= " + granted);
        }
        granted = total;
    }

    /** No more will be granted: the subject has had what a day or a week may hold. */
    public void exhaustedBy(Outcome limit) {
        if (limit != Outcome.VETOED_DAY_LIMIT && limit != Outcome.VETOED_WEEK_LIMIT) {
            throw new IllegalArgumentException(limit + ": must be VETOED_DAY_LIMIT or VETOED_WEEK_LIMIT");
        }
        beyond = limit;
    }

    public long granted() {
        return granted;
    }

    /** What forbids the pulse after the last that was granted. */
    Outcome beyond() {
        return beyond;
    }
}
