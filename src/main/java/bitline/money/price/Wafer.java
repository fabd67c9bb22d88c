package bitline.money.price;

/// The geometry of a wafer. Metres.
///
/// @param diameter of the whole
/// @param edge rim without dies
/// @param scribe between dies
public record Wafer(double diameter, double edge, double scribe) {
  /// Whole dies of a square shape that fit, on average over where the grid lies: the area within
  /// the rim over that of a die with its lanes, less what the circle cuts (the formula that Chiplet
  /// Actuary uses, after de Vries 2005). At least 0.
  ///
  /// @param area square metres of a die
  public double gross(double area) {
    double side = Math.sqrt(area) + scribe;
    double place = side * side;
    double radius = diameter / 2 - edge;
    return Math.max(
        0, Math.PI * radius * radius / place - Math.PI * 2 * radius / Math.sqrt(2 * place));
  }
}
