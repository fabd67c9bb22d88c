package bitline.silicon.component;

/// A multiplier with the adder that takes its product, as placed in arrays of multipliers: an AND
/// for each pair of bits, a full adder for each pair beyond the first row, an adder as wide as the
/// sum. Floating numbers multiply their mantissas, add exponents, and shift each product to its
/// place in a sum of integers (as units for dot products do; a normalisation at the end of a sum is
/// shared by all products and left out).
///
/// The adders of [AdderTree] are of the same gates, so that this and an array of memory cells are
/// measured alike. At 45 nm and 0.9 V, 8 bits and a sum of 32 take 0.37 pJ of 0.3 pJ that Horowitz
/// (ISSCC 2014) gives for multiplying and adding.
///
/// @param left bits of one factor, or of its mantissa with the hidden bit
/// @param right bits of the other
/// @param sum bits of the sum
/// @param exponent bits of an exponent; 0: integers
public record MultiplyAdd(int left, int right, int sum, int exponent) {
  /// Multiplexers that a product passes to its place: of 32 places.
  private static final int SHIFTS = 5;

  /// Gates of a multiplexer of two, as an XOR.
  private static final double MUX = 1.5;

  public MultiplyAdd {
    if (left < 1 || right < 1 || sum < 1 || exponent < 0) {
      throw new IllegalArgumentException(left + " × " + right + " bits into " + sum);
    }
  }

  /// Joules of one product added, with random factors.
  public double energy(Process process) {
    double gate = process.cycle(process.gate());
    double and = (double) left * right * gate * Logic.RANDOM / 2;
    double adders = (double) left * (right - 1) + sum + exponent;
    double places = exponent == 0 ? 0 : SHIFTS * MUX * sum;
    return and + adders * Logic.adder(process, Logic.RANDOM) + places * gate * Logic.RANDOM;
  }

  /// Its area in gates.
  public double area() {
    double adders = (double) left * (right - 1) + sum + exponent;
    double places = exponent == 0 ? 0 : SHIFTS * MUX * sum;
    return (double) left * right + adders * Logic.ADDER_AREA + places;
  }
}
