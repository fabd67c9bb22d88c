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
import java.util.List;

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

  /// The same question asked otherwise.
  ///
  /// @param words what is another
  /// @param same whether it is the one that was asked
  /// @param choice by which it is measured
  public record Beside(String words, boolean same, Choice choice) {}

  /// The same measure by other precisions, payments, price bases and deflators, one at a time. The
  /// first is the one that was asked.
  public List<Beside> conventions() {
    List<Beside> out = new ArrayList<>();
    out.add(new Beside("as asked", true, choice));
    Measure measure = choice.measure();
    if (measure.ofPrecision()) {
      for (Precision other : Precision.values()) {
        add(out, other == Precision.BEST ? "best precision" : other.words(), choice.in(other));
      }
    }
    if (measure.ofDollars()) {
      Choice sold = choice.basis() == PriceBasis.CLOUD ? choice.at(PriceBasis.ANY) : choice;
      for (Payment other : Payment.values()) {
        add(out, "by " + other.key(), sold.by(other));
      }
      for (PriceBasis other : PriceBasis.values()) {
        boolean hour = other == PriceBasis.CLOUD;
        add(
            out,
            hour ? "an hour in a cloud" : other.words(),
            (hour ? choice.by(Payment.PURCHASE) : choice).at(other));
      }
      for (Deflation other : Deflation.values()) {
        add(out, "deflated: " + other.key(), choice.in(other));
      }
    }
    return out;
  }

  /// Other measures of the same machines by the same conventions.
  public List<Beside> measures() {
    List<Beside> out = new ArrayList<>();
    for (Measure other : Measure.values()) {
      if (other != choice.measure() && other != Measure.TPP) {
        add(out, other.key(), choice.of(other, choice.precision()));
      }
    }
    return out;
  }

  private static void add(List<Beside> out, String words, Choice choice) {
    if (out.stream().noneMatch(other -> other.choice.equals(choice))) {
      out.add(new Beside(words, false, choice));
    }
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
