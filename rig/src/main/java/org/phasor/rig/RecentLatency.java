package org.phasor.rig;

import org.HdrHistogram.Histogram;

/**
 * The last minute, in pieces of five seconds: the oldest piece is emptied when a new one begins, so nothing is allocated.
 * Two digits are enough to watch, and take a seventh of the room. Guarded by whoever has it.
 */
final class RecentLatency {

    private static final long PIECE_NANOS = 5_000_000_000L;
    private static final int PIECES = 12;
    private static final int DIGITS = 2;

    private final Histogram[][] pieces;
    private final Histogram sum = new Histogram(LatencyStages.LONGEST_NANOS, DIGITS);
    private long newestPiece = Long.MIN_VALUE;

    RecentLatency(int stages) {
        pieces = new Histogram[stages][PIECES];
        for (Histogram[] stage : pieces) {
            for (int i = 0; i < PIECES; i++) {
                stage[i] = new Histogram(LatencyStages.LONGEST_NANOS, DIGITS);
            }
        }
    }

    /** Whether a new piece has begun since the last value was added. */
    boolean turnedOver(long nowNanos) {
        return Math.floorDiv(nowNanos, PIECE_NANOS) != newestPiece;
    }

    void add(int stage, Histogram values, long nowNanos) {
        turnOver(nowNanos);
        pieces[stage][slot(newestPiece)].add(values);
    }

    LatencyFigures figures(int stage, long nowNanos) {
        turnOver(nowNanos);
        sum.reset();
        for (Histogram piece : pieces[stage]) {
            if (piece.getTotalCount() > 0) {
                sum.add(piece);
            }
        }
        return LatencyFigures.of(sum);
    }

    private void turnOver(long nowNanos) {
        long piece = Math.floorDiv(nowNanos, PIECE_NANOS);
        if (piece == newestPiece) {
            return;
        }
        // At the first call, and after a silence of more than a minute, all of them are old.
        long old = newestPiece == Long.MIN_VALUE ? PIECES : Math.min(PIECES, piece - newestPiece);
        for (long p = piece - old + 1; p <= piece; p++) {
            for (Histogram[] stage : pieces) {
                stage[slot(p)].reset();
            }
        }
        newestPiece = piece;
    }

    private static int slot(long piece) {
        return (int) Math.floorMod(piece, (long) PIECES);
    }

    void forget() {
        for (Histogram[] stage : pieces) {
            for (Histogram piece : stage) {
                piece.reset();
            }
        }
    }
}
