package bitline.silicon.validate;

import bitline.base.Normal;
import bitline.chip.Chip;
import bitline.silicon.Assumption;
import bitline.silicon.Factors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All described chips held against what was published of them, three ways.
///
/// *Blind*: factors of 1. *Left out*: factors fitted on every figure that counts of chips that
/// share no silicon with the predicted one, each chip weighing as one in every quantity; how much
/// chips differ beyond that is estimated from the same other chips. *Fitted*: factors fitted on the
/// chip's own figures (those that count, or where none does those that do not), with the
/// assumptions' spreads [#WIDENING] times as wide and an error of [#OWN_ERROR]. Neither of the
/// first two sees anything that was published of the chip.
///
/// The interval of a blind prediction is drawn: factors from the spreads of the assumptions, and a
/// discrepancy of [Discrepancy#STATED]. The interval of a left-out prediction is of what the fit
/// leaves open and the discrepancy seen in the other chips.
///
/// @param rows chip by chip
/// @param missing figures for which the models say nothing, with why
/// @param together the factors fitted on all chips, by assumption
/// @param own the factors fitted on each chip itself, by chip and assumption
public record Validation(
    List<Row> rows,
    List<Missing> missing,
    Map<Assumption, Double> together,
    Map<String, Map<Assumption, Double>> own) {
  /// By which the spreads of the assumptions are multiplied where a chip is fitted to itself.
  static final double WIDENING = 2;

  /// Relative error of a chip's figures where it is fitted to itself.
  static final double OWN_ERROR = 0.03;

  /// Of discrepancy and factors in turn.
  private static final int ROUNDS = 5;

  /// Of a fit in between: the discrepancy moves anyway.
  private static final int FEW = 1;

  private static final int STEPS = 30;

  private static final int DRAWS = 400;
  private static final long SEED = 5;

  /// A figure that is not predicted.
  public record Missing(Published published, String why) {}

  public Validation {
    rows = List.copyOf(rows);
    missing = List.copyOf(missing);
  }

  /// Validates the models that ship.
  public static Validation of(List<Chip> chips) {
    return of(chips, bitline.silicon.Peak::of);
  }

  /// The factors with which a chip agrees best with what was published of it, as in the fitted
  /// column; null where nothing was published. For that chip alone.
  public static @Nullable Factors fitted(Chip chip) {
    return new Run(Comparisons.of(List.of(chip)), bitline.silicon.Peak::of).fitted(chip.name());
  }

  /// Validates any model.
  public static Validation of(List<Chip> chips, Model model) {
    return new Run(Comparisons.of(chips), model).validation();
  }

  /// The numbers of one validation while it is made.
  private static final class Run {
    private final List<Published> published;
    private final Predictions predictions;
    private final double[] measured;
    private final int[] predicted;

    Run(List<Comparison> comparisons, Model model) {
      published = comparisons.stream().map(Comparison::published).toList();
      predictions = new Predictions(comparisons, model);
      measured = published.stream().mapToDouble(p -> StrictMath.log(p.value())).toArray();
      predicted = which(i -> predictions.failure(i) == null);
    }

    private int[] which(IntPredicate test) {
      return IntStream.range(0, published.size()).filter(test).toArray();
    }

    /// Figures to fit on.
    private int[] evidence(IntPredicate test) {
      return which(i ->
          predictions.failure(i) == null
              && published.get(i).counted()
              && published.get(i).quantity().evidence()
              && test.test(i));
    }

    /// Figures that a chip is fitted to: those that count, or where none does those that do not.
    private int[] own(String chip) {
      int[] counted = evidence(i -> published.get(i).chip().equals(chip));
      return counted.length > 0
          ? counted
          : which(i ->
              predictions.failure(i) == null
                  && published.get(i).quantity().evidence()
                  && published.get(i).chip().equals(chip));
    }

    /// The factors fitted to a chip; null where it has no figure.
    private @Nullable Factors fitted(String chip) {
      int[] figures = own(chip);
      return figures.length == 0 ? null : Factors.exp(ownFit(figures).logarithms());
    }

    private Fit ownFit(int[] figures) {
      Discrepancy error = Discrepancy.constant(OWN_ERROR);
      return fit(figures, error, WIDENING, new double[Assumption.values().length], STEPS);
    }

    Validation validation() {
      double[] blind = new double[published.size()];
      double[] leftOut = new double[published.size()];
      double[] fitted = new double[published.size()];
      Interval[] leftOutIntervals = new Interval[published.size()];
      Arrays.stream(predicted).forEach(i -> blind[i] = predictions.blind(i));
      for (String family : published.stream().map(Published::family).distinct().toList()) {
        Estimate others = estimate(evidence(i -> !published.get(i).family().equals(family)));
        Fit fit = others.fit;
        int[] here = inside(i -> published.get(i).family().equals(family));
        double[] logarithms = predictions.of(fit.logarithms(), here);
        double[][] slopes = predictions.slopes(fit.logarithms(), logarithms, here);
        for (int k = 0; k < here.length; k++) {
          leftOut[here[k]] = logarithms[k];
          Quantity quantity = published.get(here[k]).quantity();
          leftOutIntervals[here[k]] =
              Interval.around(
                  logarithms[k], fit.variance(slopes[k]) + others.discrepancy.square(quantity));
        }
      }
      Map<String, Map<Assumption, Double>> own = new LinkedHashMap<>();
      for (String chip : published.stream().map(Published::chip).distinct().toList()) {
        int[] figures = own(chip);
        Fit fit = ownFit(figures);
        int[] here = inside(i -> published.get(i).chip().equals(chip));
        double[] logarithms = predictions.of(fit.logarithms(), here);
        for (int k = 0; k < here.length; k++) {
          fitted[here[k]] = logarithms[k];
        }
        if (figures.length > 0) {
          own.put(chip, byAssumption(fit));
        }
      }
      Interval[] blindIntervals = drawn();
      List<Row> rows = new ArrayList<>();
      for (int i : predicted) {
        boolean claims = published.get(i).quantity().evidence();
        rows.add(
            new Row(
                published.get(i),
                StrictMath.exp(blind[i]),
                claims ? blindIntervals[i] : null,
                StrictMath.exp(leftOut[i]),
                claims ? leftOutIntervals[i] : null,
                StrictMath.exp(fitted[i])));
      }
      List<Missing> missing = new ArrayList<>();
      for (int i = 0; i < published.size(); i++) {
        String why = predictions.failure(i);
        if (why != null) {
          missing.add(new Missing(published.get(i), why));
        }
      }
      Fit all = estimate(evidence(i -> true)).fit;
      return new Validation(rows, missing, byAssumption(all), own);
    }

    private int[] inside(IntPredicate test) {
      return Arrays.stream(predicted).filter(test).toArray();
    }

    /// Factors, and how far chips are off with them.
    private record Estimate(Fit fit, Discrepancy discrepancy) {}

    private Estimate estimate(int[] figures) {
      Discrepancy discrepancy = Discrepancy.constant(Discrepancy.STATED);
      Fit fit = fit(figures, discrepancy, 1, new double[Assumption.values().length], FEW);
      for (int round = 0; round < ROUNDS; round++) {
        discrepancy = discrepancy.after(fit, predictions, published, figures, fit.errors());
        fit = fit(figures, discrepancy, 1, fit.logarithms(), round + 1 < ROUNDS ? FEW : STEPS);
      }
      return new Estimate(fit, discrepancy);
    }

    private Fit fit(
        int[] figures, Discrepancy discrepancy, double widening, double[] start, int steps) {
      return Fit.of(
          predictions,
          figures,
          Arrays.stream(figures).mapToDouble(i -> measured[i]).toArray(),
          discrepancy.weights(published, figures),
          widening,
          start,
          steps);
    }

    private static Map<Assumption, Double> byAssumption(Fit fit) {
      Factors factors = Factors.exp(fit.logarithms());
      Map<Assumption, Double> out = new LinkedHashMap<>();
      for (Assumption assumption : Assumption.values()) {
        out.put(assumption, factors.of(assumption));
      }
      return out;
    }

    /// Blind intervals. What is drawn for a chip does not depend on which others there are.
    private Interval[] drawn() {
      Assumption[] assumptions = Assumption.values();
      double[][] draws = new double[predicted.length][DRAWS];
      for (int d = 0; d < DRAWS; d++) {
        double[] logarithms = new double[assumptions.length];
        for (int a = 0; a < assumptions.length; a++) {
          logarithms[a] =
              assumptions[a].spread() * Normal.drawn(SEED, "factor " + assumptions[a].name(), d);
        }
        double[] drawn = predictions.of(logarithms, predicted);
        for (int k = 0; k < predicted.length; k++) {
          draws[k][d] = drawn[k];
        }
      }
      Interval[] out = new Interval[published.size()];
      for (int k = 0; k < predicted.length; k++) {
        Published p = published.get(predicted[k]);
        String purpose = "discrepancy " + p.chip() + " " + p.quantity() + " " + p.parts();
        for (int d = 0; d < DRAWS; d++) {
          draws[k][d] += Discrepancy.STATED * Normal.drawn(SEED, purpose, d);
        }
        double tail = (1 - Interval.PROBABILITY) / 2;
        out[predicted[k]] =
            new Interval(
                StrictMath.exp(Quantile.of(draws[k], tail)),
                StrictMath.exp(Quantile.of(draws[k], 1 - tail)));
      }
      return out;
    }
  }
}
