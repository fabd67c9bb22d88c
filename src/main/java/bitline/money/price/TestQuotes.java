package bitline.money.price;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import java.util.List;

/// Testing, as `prices/test.yaml` writes it.
///
/// @param tester dollars a second, with prober or handler
/// @param evidence where every value comes from
@Sourced
public record TestQuotes(
    List<Quote.DollarsPerSecond> tester,
    OnWafer wafer,
    Packaged last,
    @Collected List<Evidence> evidence) {
  public TestQuotes {
    Lists.filled("tester", tester);
  }

  /// Test of a die on its wafer.
  ///
  /// @param start seconds whatever the die
  /// @param perBillion seconds for each 1e9 transistors
  /// @param knownGood times as long where several dies share a package
  /// @param missed share of faults that are not found
  /// @param missedKnownGood the same where several dies share a package
  public record OnWafer(
      List<Quote.Seconds> start,
      List<Quote.Seconds> perBillion,
      List<Quote.Number> knownGood,
      List<Quote.Number> missed,
      List<Quote.Number> missedKnownGood) {
    public OnWafer {
      Lists.filled("start", start);
      Lists.filled("perBillion", perBillion);
      Lists.filled("knownGood", knownGood);
      Lists.filled("missed", missed);
      Lists.filled("missedKnownGood", missedKnownGood);
    }
  }

  /// Test of a package.
  ///
  /// @param start seconds whatever is in it
  /// @param perBillion seconds for each 1e9 transistors
  /// @param missed share of faults that are not found
  public record Packaged(
      List<Quote.Seconds> start, List<Quote.Seconds> perBillion, List<Quote.Number> missed) {
    public Packaged {
      Lists.filled("start", start);
      Lists.filled("perBillion", perBillion);
      Lists.filled("missed", missed);
    }
  }
}
