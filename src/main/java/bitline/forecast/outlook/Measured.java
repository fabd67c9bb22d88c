package bitline.forecast.outlook;

import bitline.base.Problem;
import bitline.forecast.Vintage;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Deflation;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.MeasuredSeries;
import bitline.forecast.measure.Payment;
import bitline.forecast.measure.Precision;
import bitline.forecast.measure.PriceBasis;
import bitline.forecast.measure.Valuation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A list of machines and the conventions by which they are measured, so that the same machines can
/// be measured by others.
///
/// @param machines of a table or the catalogue
/// @param vintages which copies these are
public record Measured(
    List<Machine> machines, List<Vintage> vintages, Choice choice, Valuation valuation) {
  public Measured {
    machines = List.copyOf(machines);
    vintages = List.copyOf(vintages);
  }

  /// By the conventions asked for.
  public MeasuredSeries series() {
    return by(choice, valuation);
  }

  MeasuredSeries by(Choice other, Valuation with) {
    return MeasuredSeries.of(machines, other, with, vintages);
  }

  /// The same machines by another choice.
  public Measured by(Choice other) {
    return new Measured(machines, vintages, other, valuation);
  }

  /// Choices that answer nearly the same question: other precisions, payments, price bases and
  /// deflators, one at a time, then other measures. The first is the one that was asked.
  public List<Choice> neighbours() {
    Set<Choice> out = new LinkedHashSet<>();
    out.add(choice);
    Measure measure = choice.measure();
    if (measure.ofPrecision()) {
      for (Precision other : Precision.values()) {
        out.add(choice.in(other));
      }
    }
    if (measure.ofDollars()) {
      for (Payment other : Payment.values()) {
        Choice way = choice.basis() == PriceBasis.CLOUD ? choice.at(PriceBasis.ANY) : choice;
        out.add(way.by(other));
      }
      for (PriceBasis other : PriceBasis.values()) {
        out.add(
            other == PriceBasis.CLOUD ? choice.by(Payment.PURCHASE).at(other) : choice.at(other));
      }
      for (Deflation other : Deflation.values()) {
        out.add(choice.in(other));
      }
    }
    for (Measure other : others(measure)) {
      out.add(choice.of(other, choice.precision()));
    }
    return new ArrayList<>(out);
  }

  /// Measures beside one, nearest first.
  private static List<Measure> others(Measure measure) {
    List<Measure> out = new ArrayList<>();
    for (Measure other : Measure.values()) {
      if (other != measure && other != Measure.TPP && other != Measure.PRICE) {
        out.add(other);
      }
    }
    return out;
  }

  /// A [Problem] where no machine can be measured so, which tells the commonest reason.
  public static Problem empty(MeasuredSeries series) {
    String why = series.unused().isEmpty() ? "the list is empty" : series.unused().getFirst().why();
    return new Problem(
        "no machine of the list can be measured by "
            + series.choice().title()
            + ": "
            + why
            + "; take another precision, price basis or table");
  }
}
