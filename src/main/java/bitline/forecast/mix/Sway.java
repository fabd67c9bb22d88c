package bitline.forecast.mix;

/// How far one parameter of a mix moves what it gains.
///
/// @param branch its name
/// @param knob which parameter
/// @param low gain with it at its lower bound, all others in the middle
/// @param high gain with it at its upper bound
public record Sway(String branch, Knob knob, double low, double high) {
  /// Parameters of a branch.
  public enum Knob {
    CEILING("the share it ends at"),
    MIDPOINT("the year of half of that"),
    RISE("how long it takes"),
    PACE("how fast it improves"),
    RATIO("how good it is today");

    private final String words;

    Knob(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// From end to end.
  public double width() {
    return Math.abs(StrictMath.log(high / low));
  }
}
