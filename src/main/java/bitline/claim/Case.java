package bitline.claim;

import bitline.base.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// One comparison under one set of circumstances: our number, the other side's best, and how much
/// better ours must be for the claim.
///
/// The *ratio* is by how much ours is better; its ends are those of both sides at their worst for
/// it together, which is wider than four cases of five would be if the sides erred independently.
///
/// @param circumstances such as network → ResNet-50, in the order in which they are told; the key
///   [#ASSUMING] is set by [#base] and [#moved] alone
/// @param measure what is compared, with its unit as [bitline.base.Units] knows it
/// @param ours our side
/// @param theirs the best of the other side
/// @param bar the ratio that the claim asks for, above 0
public record Case(
    Map<String, String> circumstances, Measure measure, Side ours, Best theirs, double bar) {
  /// The circumstance that says what is assumed otherwise than usual.
  public static final String ASSUMING = "assuming";

  /// The usual assumptions.
  public static final String USUAL = "as described";

  /// What is compared.
  ///
  /// @param name such as `energy a picture`
  /// @param unit as [bitline.base.Units] knows it
  public record Measure(String name, String unit, Better better) {}

  /// What came out.
  public enum Outcome {
    /// Even at the bad end of its interval the ratio reaches the bar.
    MET,
    /// The bar lies within the interval.
    OPEN,
    /// Even at the good end the ratio stays below the bar.
    MISSED
  }

  public Case {
    circumstances = Collections.unmodifiableMap(new LinkedHashMap<>(circumstances));
    Objects.requireNonNull(ours, "our side has no number");
    Objects.requireNonNull(theirs, "the other side has no number");
    if (!(bar > 0) || !circumstances.containsKey(ASSUMING)) {
      throw new IllegalArgumentException("bar " + bar + ", " + circumstances);
    }
  }

  /// A case under the usual assumptions.
  public static Case base(
      Map<String, String> circumstances, Measure measure, Side ours, Best theirs, double bar) {
    return moved(USUAL, circumstances, measure, ours, theirs, bar);
  }

  /// A case under a moved assumption.
  public static Case moved(
      String assuming,
      Map<String, String> circumstances,
      Measure measure,
      Side ours,
      Best theirs,
      double bar) {
    Map<String, String> all = new LinkedHashMap<>(circumstances);
    all.put(ASSUMING, assuming);
    return new Case(all, measure, ours, theirs, bar);
  }

  /// Whether nothing is assumed otherwise than usual.
  public boolean usual() {
    return USUAL.equals(circumstances.get(ASSUMING));
  }

  /// By how much ours is better.
  public Interval ratio() {
    Interval a = ours.value();
    Interval b = theirs.side().value();
    return measure.better == Better.MORE
        ? new Interval(a.middle() / b.middle(), a.low() / b.high(), a.high() / b.low())
        : new Interval(b.middle() / a.middle(), b.low() / a.high(), b.high() / a.low());
  }

  /// What came out.
  public Outcome outcome() {
    Interval ratio = ratio();
    return ratio.low() >= bar ? Outcome.MET : ratio.high() < bar ? Outcome.MISSED : Outcome.OPEN;
  }

  /// By which factor ours would have to be better than its middle for the ratio to reach the bar;
  /// below 1: by so much it could be worse.
  public double turnsAt() {
    return bar / ratio().middle();
  }
}
