package bitline.forecast.measure;

import bitline.base.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/// What a machine of constant quality costs from year to year: a time-dummy hedonic regression.
///
///     ln price = Σ β · ln characteristic + δ of the period + error
///
/// by least squares; characteristics are rate, memory and bandwidth, prices nominal. exp δ is the
/// index. Years in which few machines came out are put together until a period has [#LEAST] of
/// them; its level stands at their mean year.
///
/// Leaves out: power, links, software, and everything else that buyers pay for; machines count
/// alike, however many were sold; of one design several may be there, so standard errors, which
/// take errors as independent, are too small.
///
/// @param index of prices of constant quality; 1 in the first period
/// @param explained share of the variance of ln price, R²
/// @param machines that had all that is needed
/// @param coefficients β by characteristic
public record Hedonic(
    PriceIndex index, double explained, int machines, List<Coefficient> coefficients) {
  /// Machines of a period.
  static final int LEAST = 4;

  private static final List<String> NAMES = List.of("rate", "memory", "bandwidth");

  public Hedonic {
    coefficients = List.copyOf(coefficients);
  }

  /// By how many percent price rises with one percent of a characteristic.
  ///
  /// @param error standard error
  public record Coefficient(String name, double value, double error) {}

  /// A machine as the regression sees it: natural logarithms.
  private record Row(int year, double price, double[] characteristics) {}

  private record Period(double year, List<Row> rows) {}

  private static final class Loaded {
    private static final Hedonic CATALOGUE =
        of(Machines.catalogue(), Precision.BEST, Valuation.standard());
  }

  /// Of the catalogue that comes with Bitline, its rates in the best precision.
  public static Hedonic ofCatalogue() {
    return Loaded.CATALOGUE;
  }

  /// Of any machines that have price, rate, memory and bandwidth.
  ///
  /// @param precision of the rate
  /// @throws Problem where there are too few of them, or they differ in too little
  public static Hedonic of(List<Machine> machines, Precision precision, Valuation valuation) {
    List<Row> rows = new ArrayList<>();
    for (Machine machine : machines) {
      double[] logs = new double[1 + NAMES.size()];
      List<Measure> asked = List.of(Measure.PRICE, Measure.OPS, Measure.MEMORY, Measure.BANDWIDTH);
      boolean all = true;
      for (int i = 0; i < logs.length; i++) {
        Worth worth = valuation.of(machine, Choice.of(asked.get(i)).in(precision));
        if (worth instanceof Worth.Told told) {
          logs[i] = StrictMath.log(told.value().middle());
        } else {
          all = false;
        }
      }
      if (all) {
        int year = (int) StrictMath.floor(machine.date());
        rows.add(new Row(year, logs[0], new double[] {logs[1], logs[2], logs[3]}));
      }
    }
    return of(rows);
  }

  private static Hedonic of(List<Row> rows) {
    List<Period> periods = periods(rows);
    int slopes = NAMES.size();
    int width = slopes + periods.size() - 1;
    int n = rows.size();
    if (periods.size() < 2 || n < width + 3) {
      throw new Problem(
          n
              + " machines with price, rate, memory and bandwidth in "
              + periods.size()
              + " periods; a hedonic index needs two periods of "
              + LEAST
              + " machines and more machines than coefficients");
    }
    double[] y = new double[n];
    double[][] x = new double[n][width];
    int at = 0;
    for (int p = 0; p < periods.size(); p++) {
      for (Row row : periods.get(p).rows) {
        y[at] = row.price;
        System.arraycopy(row.characteristics, 0, x[at], 0, slopes);
        if (p > 0) {
          x[at][slopes + p - 1] = 1;
        }
        at++;
      }
    }
    OLSMultipleLinearRegression least = new OLSMultipleLinearRegression();
    try {
      least.newSampleData(y, x);
      double[] beta = least.estimateRegressionParameters();
      double[] errors = least.estimateRegressionParametersStandardErrors();
      List<Coefficient> coefficients = new ArrayList<>();
      for (int i = 0; i < slopes; i++) {
        coefficients.add(new Coefficient(NAMES.get(i), beta[1 + i], errors[1 + i]));
      }
      return new Hedonic(
          index(periods, beta), least.calculateRSquared(), n, List.copyOf(coefficients));
    } catch (MathRuntimeException singular) {
      throw new Problem(
          "characteristics of these machines move together; no hedonic index can tell them apart",
          singular);
    }
  }

  private static PriceIndex index(List<Period> periods, double[] beta) {
    List<PriceIndex.Level> levels = new ArrayList<>();
    int first = periods.getFirst().rows.getFirst().year;
    if (first < (int) StrictMath.rint(periods.getFirst().year)) {
      levels.add(new PriceIndex.Level(first, 1));
    }
    for (int p = 0; p < periods.size(); p++) {
      double level = p == 0 ? 1 : StrictMath.exp(beta[NAMES.size() + p]);
      levels.add(new PriceIndex.Level((int) StrictMath.rint(periods.get(p).year), level));
    }
    return new PriceIndex(
        Deflation.HEDONIC.key(), "machines of constant rate, memory and bandwidth", levels);
  }

  /// Years put together until each period has enough machines; what is left at the end joins the
  /// last.
  private static List<Period> periods(List<Row> rows) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingInt(Row::year));
    List<List<Row>> out = new ArrayList<>();
    List<Row> open = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      open.add(sorted.get(i));
      boolean yearEnds = i + 1 == sorted.size() || sorted.get(i + 1).year != sorted.get(i).year;
      if (yearEnds && open.size() >= LEAST) {
        out.add(open);
        open = new ArrayList<>();
      }
    }
    if (!open.isEmpty() && !out.isEmpty()) {
      out.getLast().addAll(open);
    }
    return out.stream()
        .map(all -> new Period(all.stream().mapToInt(Row::year).average().orElseThrow(), all))
        .toList();
  }
}
