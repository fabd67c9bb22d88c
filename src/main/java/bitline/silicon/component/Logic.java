package bitline.silicon.component;

/// Gate counts of arithmetic, in gates of the size of a NAND of two inputs: a static-CMOS full
/// adder is three NANDs and two XORs, six gates' capacitance in all; a flip-flop is three, half of
/// it on the clock (unit gates as ZigZag-IMC counts them, arXiv 2305.18335). Areas are those of two
/// open cell libraries, which agree: NanGate's at 45 nm (FA_X1 4.26, DFF_X1 4.52, NAND2_X1 0.80
/// um²) and SkyWater's at 130 nm (fa_1 and dfxtp_1 20.0, nand2_1 3.75 um²), as recalled.
public final class Logic {
  /// Capacitance of a full adder, in gates.
  public static final double ADDER = 6;

  /// Area of a full adder, in gates.
  public static final double ADDER_AREA = 5.33;

  /// Capacitance of a flip-flop, in gates.
  public static final double REGISTER = 3;

  /// Area of a flip-flop, in gates.
  public static final double REGISTER_AREA = 5.5;

  /// Toggle rate of the inputs of an adder that gets random numbers: what published energies of
  /// adders are measured with, so that glitches are in the gate's capacitance.
  public static final double RANDOM = 0.5;

  /// Clock and timing beside what switches, a share of that: assumed, the upper end of the 5 to 10
  /// % that are usual for macros.
  public static final double CONTROL = 0.1;

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
