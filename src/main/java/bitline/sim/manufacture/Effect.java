package bitline.sim.manufacture;

import bitline.cell.Cell;
import bitline.cell.Levels;
import bitline.cell.Telegraph;
import bitline.chip.Adc;
import bitline.chip.Chip;
import java.util.EnumSet;
import java.util.Set;

/// A way in which a manufactured chip differs from the ideal one. Each can be switched on alone, so
/// that its share of the lost accuracy can be told.
public enum Effect {
  /// Cells miss the conductance (the capacitor) that was meant, once a chip.
  PROGRAMMING("programming"),
  /// Conductances relax and drift away with time.
  DRIFT("drift"),
  /// Reads of the same cell differ.
  READ_NOISE("read_noise"),
  /// Cells conduct less while a trap beside their path is filled.
  TELEGRAPH("telegraph"),
  /// Charges move by themselves, the more the hotter.
  THERMAL("thermal"),
  /// Row drivers miss the level or the length of pulse that was meant.
  DRIVERS("drivers"),
  /// Some cells cannot be written.
  STUCK("stuck"),
  /// Bits read as their opposite where the supply is too low.
  BIT_FLIPS("bit_flips"),
  /// Wires between drivers, cells and converters lose voltage.
  WIRES("wires"),
  /// Converters differ from the ideal one and from one another, and are noisy.
  CONVERTERS("converters");

  /// Seconds after which what drifts has drifted.
  private static final double OLD = 1e7;

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  /// The effects that a chip's description tells of.
  public static Set<Effect> of(Chip chip) {
    Cell cell = chip.core().macro().cell();
    Adc adc = chip.adc();
    Set<Effect> told = EnumSet.noneOf(Effect.class);
    if (BitFlips.told(chip)) {
      told.add(BIT_FLIPS);
    }
    if (adc == null) {
      return told;
    }
    Levels fresh = Levels.of(cell, 0);
    Levels old = Levels.of(cell, OLD);
    for (int d = 0; d < fresh.count(); d++) {
      if (fresh.mean(d) != fresh.target(d) || fresh.sigma(d) != 0) {
        told.add(PROGRAMMING);
      }
      if (old.mean(d) != fresh.mean(d) || old.sigma(d) != fresh.sigma(d)) {
        told.add(DRIFT);
      }
    }
    if (old.noisyReads()) {
      told.add(READ_NOISE);
    }
    Telegraph telegraph = cell.telegraph();
    if (telegraph != null && telegraph.share() > 0 && telegraph.amplitude() > 0) {
      told.add(TELEGRAPH);
    }
    if (ThermalNoise.told(chip)) {
      told.add(THERMAL);
    }
    if (chip.macro().dac().errors() != null) {
      told.add(DRIVERS);
    }
    if (cell.stuck() != null || chip.macro().faults() != null) {
      told.add(STUCK);
    }
    if (chip.macro().wires() != null) {
      told.add(WIRES);
    }
    if (adc.errors() != null) {
      told.add(CONVERTERS);
    }
    return told;
  }

  /// As it is written on a command line.
  public String word() {
    return word;
  }
}
