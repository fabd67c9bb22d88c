package bitline.silicon.component;

/// What is asked of a converter.
///
/// @param bits resolution
/// @param node metres, the name of the technology
/// @param rate conversions a second
/// @param supply volts
/// @param nominal volts, the usual supply of that node
public record Conversion(double bits, double node, double rate, double supply, double nominal) {
  public Conversion {
    if (!(bits > 0 && node > 0 && rate > 0 && supply > 0 && nominal > 0)) {
      throw new IllegalArgumentException(
          "a conversion of "
              + bits
              + " bits at "
              + node
              + " m, "
              + rate
              + " Hz, "
              + supply
              + " V of "
              + nominal
              + " V");
    }
  }

  /// Supply over the usual one.
  double relativeSupply() {
    return supply / nominal;
  }
}
