package bitline.silicon.component;

/// Gate counts of arithmetic, in gates of the size of a NAND of two inputs: a static-CMOS full
/// adder is three NANDs and two XORs, whose inputs and outputs are six gates' capacitance and whose
/// area is that of 7.8; a flip-flop is three gates' capacitance, half of it on the clock, and the
/// area of six (unit gates as ZigZag-IMC counts them, arXiv 2305.18335).
public final class Logic {
  /// Capacitance of a full adder, in gates.
  public static final double ADDER = 6;

  /// Area of a full adder, in gates.
  public static final double ADDER_AREA = 7.8;

  /// Capacitance of a flip-flop, in gates.
  public static final double REGISTER = 3;

  /// Area of a flip-flop, in gates.
  public static final double REGISTER_AREA = 6;

  /// Toggle rate of the inputs of an adder that gets random numbers: what published energies of
  /// adders are measured with, so that glitches are in the gate's capacitance.
  public static final double RANDOM = 0.5;

  private Logic() {}

  /// Joules of a full adder in one cycle.
  ///
  /// @param toggles probability that an input toggles
  public static double adder(Process process, double toggles) {
    return process.cycle(ADDER * process.gate()) * toggles;
  }

  /// Joules of a flip-flop in one cycle: its clock toggles up and down, its data as they do.
  public static double register(Process process, double toggles) {
    return process.cycle(REGISTER * process.gate()) * (0.5 + 0.5 * toggles);
  }
}
