package bitline.silicon.component;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.chip.Memory;

/// Memory beside the chip, with its interface.
///
/// @param type its technology; not one that lies on the chip
public record Dram(Memory.Type type) {
  public Dram {
    if (type.onChip()) {
      throw new Problem(type + " lies on the chip; DDR, LPDDR, GDDR and HBM lie beside it");
    }
  }

  private MemoryLaws.OfType law() {
    return MemoryLaws.SHIPPED.types().stream()
        .filter(t -> t.type() == type)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no law of " + type));
  }

  /// Joules of one bit moved.
  public Interval perBit() {
    return law().energy().interval();
  }

  /// Watts of refresh and standby, of as many devices as the bandwidth needs.
  ///
  /// @param bandwidth bytes a second of all devices together; 0 where unknown, for one device
  public Interval background(double bandwidth) {
    double devices = Math.max(1, Math.ceil(bandwidth / law().bandwidth() - 1e-9));
    return law().background().interval().times(devices);
  }
}
