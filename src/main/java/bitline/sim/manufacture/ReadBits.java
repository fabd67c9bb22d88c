package bitline.sim.manufacture;

import bitline.sim.fault.MatrixFaults;
import bitline.sim.fault.Stuck;
import org.jspecify.annotations.Nullable;

/// What the digital cells of a matrix read as, row after row: a stuck cell the same whatever was
/// written, another as its opposite where the supply is too low for it.
final class ReadBits {
  private final @Nullable BitFlips flips;
  private final @Nullable MatrixFaults faults;
  private final boolean negative;
  private final Stuck[] states;
  private final int top;

  /// @param negative which device of a pair
  /// @param places cells on a row
  /// @param top what a cell holds at most
  ReadBits(
      @Nullable BitFlips flips,
      @Nullable MatrixFaults faults,
      boolean negative,
      int places,
      int top) {
    this.flips = flips;
    this.faults = faults;
    this.negative = negative;
    this.top = top;
    states = new Stuck[faults == null ? 0 : places];
  }

  /// Whether a cell can read as anything but what was written.
  boolean differ() {
    return flips != null || faults != null;
  }

  /// Turns to the cells of a row.
  void turn(int k) {
    if (flips != null) {
      flips.draw(k);
    }
    if (faults != null) {
      faults.row(k, negative, states);
    }
  }

  /// What a cell of that row reads as.
  int read(int place, int written) {
    Stuck stuck = states.length == 0 ? Stuck.FINE : states[place];
    return switch (stuck) {
      case OFF -> 0;
      case ON -> top;
      case FINE -> flips == null ? written : flips.read(place, written);
    };
  }
}
