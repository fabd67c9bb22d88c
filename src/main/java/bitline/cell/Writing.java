package bitline.cell;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What writing many cells costs in time, energy and life.
///
/// Every digit counts as equally likely, every cell starts at digit 0 (erased or reset), and as
/// many cells as are written at once take as long as the mean cell: waiting for the slowest of a
/// group is left out, as is the energy of lines, charge pumps and control.
public final class Writing {
  private final Cell cell;
  private final Write write;

  private Writing(Cell cell, Write write) {
    this.cell = cell;
    this.write = write;
  }

  /// What a number of writes costs.
  ///
  /// @param pulses mean pulses a cell; 1 where a write is not verified
  /// @param erases blocks erased
  /// @param time seconds
  /// @param energy joules; null when nobody has said
  public record Cost(double pulses, long erases, double time, @Nullable Double energy) {}

  /// Of a cell; null when nothing is known of its writing.
  public static @Nullable Writing of(Cell cell) {
    Write write = cell.write();
    return write == null ? null : new Writing(cell, write);
  }

  /// The cost of writing all of so many cells once. A block with a single cell to write is erased
  /// whole.
  ///
  /// @param atOnce cells that are programmed at the same time, at least 1; blocks are erased one
  ///   after the other
  public Cost cost(long cells, int atOnce) {
    if (cells < 0 || atOnce < 1) {
      throw new IllegalArgumentException(cells + " cells, " + atOnce + " at once");
    }
    double pulses = meanPulses();
    WriteVerify verify = write.verify();
    double time = verify == null ? write.time() : verify.time(pulses);
    Double energy = verify == null ? write.energy() : verify.energy(pulses);
    double turns = Math.ceil((double) cells / atOnce);
    Write.Erase erase = write.erase();
    long blocks = erase == null ? 0 : (cells + erase.cells() - 1) / erase.cells();
    double eraseTime = erase == null ? 0 : blocks * erase.time();
    Double eraseEnergy = erase == null ? Double.valueOf(0) : erase.energy();
    Double total =
        energy == null || eraseEnergy == null ? null : cells * energy + blocks * eraseEnergy;
    return new Cost(pulses, blocks, turns * time + eraseTime, total);
  }

  /// The mean number of pulses a cell over its digits.
  public double meanPulses() {
    WriteVerify verify = write.verify();
    if (verify == null) {
      return 1;
    }
    Device device = Device.of(cell);
    double sum = 0;
    for (int d = 0; d < cell.levels(); d++) {
      sum += verify.expectedPulses(device.target(0), device.target(d));
    }
    return sum / cell.levels();
  }

  /// The share of its life that a cell has lost after so many writes; 0 where endurance has no
  /// limit. A write counts as one cycle of the endurance, whatever its pulses.
  public double lifeUsed(double writes) {
    Double endurance = cell.endurance();
    return endurance == null ? 0 : writes / endurance;
  }

  /// Seconds after which a cell that is written once every `period` seconds is worn out; infinite
  /// without limit.
  public double lifetime(double period) {
    Double endurance = cell.endurance();
    return endurance == null ? Double.POSITIVE_INFINITY : endurance * period;
  }

  /// Seconds for which what was written can be read at a temperature; null when the cell does not
  /// say, a [bitline.base.Problem] when it gives no activation energy.
  public @Nullable Double retention(double kelvin) {
    Double retention = cell.retention();
    if (retention == null) {
      return null;
    }
    double faster = cell.equivalentAge(1, kelvin);
    return Objects.requireNonNull(retention) / faster;
  }
}
