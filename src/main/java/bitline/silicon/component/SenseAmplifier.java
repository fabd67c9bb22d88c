package bitline.silicon.component;

/// A latch that decides which of two voltages is higher: a sense amplifier, or the comparator of a
/// coarse converter. Ten transistors of a few times the least width, which keeps its offset within
/// a step of 5 bits, and what resets it: the capacitance and area of ten gates (assumed).
///
/// Left out: converters of more than 5 bits, whose comparators are sized for noise.
public final class SenseAmplifier {
  private static final double GATES = 10;

  private SenseAmplifier() {}

  /// Joules of one decision with its reset.
  public static double energy(Process process) {
    return process.cycle(GATES * process.gate());
  }
}
