package bitline.program;

/// A value and how far it may be off.
///
/// @param error standard error: the standard deviation of the value over all samples that could
///   have been drawn; 0 where it was counted exactly, NaN where it is not known
public record Estimate(double value, double error) {
  public static Estimate exact(double value) {
    return new Estimate(value, 0);
  }
}
