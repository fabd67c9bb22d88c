package bitline.forecast.outlook;

import bitline.base.Problem;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Conventions;
import bitline.forecast.measure.Deflation;
import bitline.forecast.measure.MeasuredSeries;
import bitline.forecast.measure.Payment;
import bitline.forecast.measure.Precision;
import bitline.forecast.measure.PriceBasis;
import bitline.forecast.measure.Valuation;
import bitline.forecast.outlook.Alternative.Kind;
import bitline.money.own.OwnershipPrices;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What can be done otherwise in a forecast: the law, the window, who is left out, and for measures
/// of machines the conventions and what goes into them.
public final class Alternatives {
  /// Years before the origin from which a window may begin.
  private static final int[] WINDOWS = {5, 8, 12};

  private Alternatives() {}

  /// By other methods, each with what it learns from the same machines.
  public static List<Alternative> ofMethod(Series series, Method asked, List<Method> methods) {
    List<Alternative> out = new ArrayList<>();
    for (Method method : methods) {
      if (!method.name().equals(asked.name())) {
        out.add(new Alternative("method", Kind.METHOD, method.name(), series, method));
      }
    }
    return out;
  }

  /// By fewer machines: a shorter window, without one vendor, without one design, without values
  /// that nobody can look up.
  public static List<Alternative> ofData(Series series, Method method, double origin) {
    List<Alternative> out = new ArrayList<>();
    for (int years : WINDOWS) {
      int from = (int) Math.floor(origin) - years;
      Series less = only(series, o -> o.date() >= from);
      if (less.observations().size() < series.observations().size()) {
        out.add(new Alternative("window", Kind.DATA, "since " + from, less, method));
      }
    }
    Set<String> vendors = new LinkedHashSet<>();
    Set<String> designs = new LinkedHashSet<>();
    for (Observation one : series.before(origin)) {
      vendors.add(one.vendor());
      designs.add(one.design());
    }
    vendors.remove("");
    if (vendors.size() > 1) {
      for (String vendor : vendors) {
        out.add(
            new Alternative(
                "one vendor left out",
                Kind.DATA,
                "without " + vendor,
                only(series, o -> !o.vendor().equals(vendor)),
                method));
      }
    }
    for (String design : designs) {
      out.add(
          new Alternative(
              "one design left out",
              Kind.DATA,
              "without " + design,
              only(series, o -> !o.design().equals(design)),
              method));
    }
    Series sure = only(series, o -> o.grade() != Evidence.Grade.RECALLED);
    if (sure.observations().size() < series.observations().size()) {
      out.add(new Alternative("values told from memory", Kind.DATA, "without them", sure, method));
    }
    return out;
  }

  /// By other conventions of the same measure that give values in the same unit, and by other
  /// assumptions about what goes into it.
  public static List<Alternative> ofMeasure(Measured measured, Method method) {
    List<Alternative> out = new ArrayList<>();
    Choice choice = measured.choice();
    if (choice.measure().ofPrecision()) {
      for (Precision other : Precision.values()) {
        add(out, measured, "precision", other.key(), choice.in(other), method);
      }
    }
    if (choice.measure().ofDollars()) {
      for (PriceBasis other : PriceBasis.values()) {
        if (other != PriceBasis.CLOUD || choice.payment() == Payment.PURCHASE) {
          add(out, measured, "price basis", other.words(), choice.at(other), method);
        }
      }
      for (Payment other : Payment.values()) {
        if (choice.basis() != PriceBasis.CLOUD) {
          add(out, measured, "what is paid for", other.key(), choice.by(other), method);
        }
      }
      for (Deflation other : Deflation.values()) {
        add(out, measured, "deflator", other.key(), choice.in(other), method);
      }
    }
    if (choice.measure().ofDollars() && choice.payment() == Payment.TCO) {
      OwnershipPrices known = OwnershipPrices.known();
      for (Upkeep upkeep : Upkeep.values()) {
        for (boolean high : new boolean[] {false, true}) {
          Valuation valuation = Valuation.of(upkeep.at(known, high), Conventions.known());
          Series series = measured.by(choice, valuation).series();
          out.add(new Alternative(upkeep.words(), Kind.INPUT, upkeep.end(high), series, method));
        }
      }
    }
    return out;
  }

  private static void add(
      List<Alternative> out,
      Measured measured,
      String assumption,
      String means,
      Choice other,
      Method method) {
    if (other.equals(measured.choice()) || !other.unit().equals(measured.choice().unit())) {
      return;
    }
    try {
      MeasuredSeries series = measured.by(other, measured.valuation());
      out.add(new Alternative(assumption, Kind.QUESTION, means, series.series(), method));
    } catch (Problem problem) {
      return; // conventions that exclude each other
    }
  }

  private static Series only(Series series, Predicate<Observation> which) {
    return new Series(
        series.name(),
        series.title(),
        series.unit(),
        series.rising(),
        series.observations().stream().filter(which).toList(),
        series.vintages());
  }
}
