package bitline.report;

import bitline.base.Interval;
import bitline.base.Units;
import bitline.money.own.Ownership.Operations;
import java.util.ArrayList;
import java.util.List;

/// What it costs to own one, as a terminal shows it.
public final class OwnershipText {
  private static final double YEAR = 31_557_600;

  private OwnershipText() {}

  /// Where and how it works.
  public static String conditions(OwnershipAnswer answer) {
    Interval rate = answer.rate();
    return "Owned as "
        + answer.title()
        + ": at work "
        + Numbers.percent(answer.utilisation().middle())
        + " of the time, for "
        + Numbers.plain(answer.life().middle() / YEAR)
        + " years, electricity at "
        + Units.format(answer.electricity().middle(), "USD/J", 3)
        + "; bought for "
        + CostText.usd(answer.price().middle())
        + ", "
        + answer.priceMeans()
        + "; "
        + Numbers.si(answer.power().middle(), "W")
        + ", "
        + answer.powerMeans()
        + (rate == null ? "" : "; " + Numbers.si(rate.middle(), "op/s") + ", " + answer.rateMeans())
        + "; dollars of "
        + answer.date();
  }

  /// Dollars a year by item, and what follows from them.
  public static Table figures(OwnershipAnswer answer) {
    double all = answer.total().middle();
    List<List<String>> rows = new ArrayList<>();
    for (OwnershipAnswer.Line line : answer.yearly()) {
      rows.add(
          List.of(
              line.item().words(),
              CostText.usd(line.usd().middle()),
              CostText.usd(line.usd()),
              Numbers.percent(line.usd().middle() / all)));
    }
    rows.add(dollars("a year", answer.total()));
    rows.add(dollars("bought at the start", answer.purchase()));
    rows.add(dollars("all payments of its life", answer.whole()));
    rows.add(
        List.of(
            "at the meter",
            Numbers.si(answer.watts().middle(), "W"),
            EstimateText.interval(answer.watts(), "W"),
            ""));
    Interval million = answer.millionPictures();
    if (million != null) {
      rows.add(dollars("a million pictures", million));
    }
    Operations operations = answer.operations();
    if (operations != null) {
      rows.add(operations("operations a dollar of its price", operations.purchase()));
      rows.add(operations("… of a year's cost", operations.year()));
      rows.add(operations("… of all payments", operations.whole()));
    }
    return new Table(
        List.of(
            Table.text("dollars a year"),
            Table.number(""),
            Table.text("80 % interval"),
            Table.number("of a year")),
        rows);
  }

  private static List<String> dollars(String name, Interval usd) {
    return List.of(name, CostText.usd(usd.middle()), CostText.usd(usd), "");
  }

  private static List<String> operations(String name, Interval count) {
    return List.of(
        name, large(count.middle()), large(count.low()) + " to " + large(count.high()), "");
  }

  /// `1.23e18`: nobody knows prefixes that large.
  private static String large(double count) {
    int power = (int) Math.floor(StrictMath.log10(count));
    String digits = Numbers.plain(count / StrictMath.pow(10, power));
    return (digits.equals("10") ? "1e" + (power + 1) : digits + "e" + power);
  }
}
