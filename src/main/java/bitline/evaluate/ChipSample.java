package bitline.evaluate;

import bitline.program.Program;
import bitline.sim.manufacture.Conditions;

/// A program on one chip as it was manufactured, at an age.
public record ChipSample(Program program, Conditions conditions) {
  /// On the ideal chip.
  public static ChipSample ideal(Program program) {
    return new ChipSample(program, Conditions.IDEAL);
  }
}
