package bitline.money;

/// What a good die costs.
@FunctionalInterface
public interface DieCost {
  /// Dollars.
  ///
  /// @param area of the die in square metres, spare lines included
  /// @param yield share of dies that can be sold
  double perGood(double area, double yield);
}
