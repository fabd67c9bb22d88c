package bitline.tensor;

/// What an ADC with equal steps says to a bitline sum p: clamp(⌊(p − lo)/step + ½⌋, 0, codes − 1).
///
/// @param lo the sum that code 0 stands for
/// @param step sums between neighbouring codes
public record Conversion(double lo, double step, int codes) {
  public Conversion {
    if (!(step > 0) || !Double.isFinite(step) || !Double.isFinite(lo) || codes < 2) {
      throw new IllegalArgumentException("lo " + lo + ", step " + step + ", codes " + codes);
    }
  }

  public int code(double p) {
    return (int) Math.max(0, Math.min(codes - 1.0, Math.floor((p - lo) / step + 0.5)));
  }
}
