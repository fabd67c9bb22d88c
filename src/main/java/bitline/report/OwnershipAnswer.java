package bitline.report;

import bitline.base.Interval;
import bitline.money.own.Ownership;
import bitline.money.own.Ownership.Item;
import bitline.money.own.OwnershipPrices;
import bitline.money.own.Setting;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What it costs to own one unit, as JSON holds it. Dollars; intervals are those in which a value
/// lies in four cases of five.
///
/// @param setting where it works
/// @param title of the setting
/// @param date of its prices
/// @param utilisation share of the time that it works
/// @param life seconds until it is replaced
/// @param electricity dollars a joule
/// @param price dollars of the unit
/// @param priceMeans how it is known
/// @param power watts of the unit
/// @param powerMeans what these watts are
/// @param rate operations a second of the unit at its peak; null: not told
/// @param rateMeans what they are of
/// @param yearly dollars a year by item
/// @param purchase dollars at the start
/// @param total dollars a year
/// @param whole dollars of all payments until it is replaced, without interest
/// @param watts at the meter, on average
/// @param millionPictures dollars; null: nobody said how many a second there are
/// @param operations for a dollar; null: not told
/// @param causes of the interval of dollars a year, that which moves it most first
/// @param inputs where the setting's values come from
public record OwnershipAnswer(
    String setting,
    String title,
    String date,
    Interval utilisation,
    Interval life,
    Interval electricity,
    Interval price,
    String priceMeans,
    Interval power,
    String powerMeans,
    @Nullable Interval rate,
    String rateMeans,
    List<Line> yearly,
    Interval purchase,
    Interval total,
    Interval whole,
    Interval watts,
    @Nullable Interval millionPictures,
    Ownership.@Nullable Operations operations,
    List<CostAnswer.Cause> causes,
    List<Evidence> inputs) {
  public OwnershipAnswer {
    yearly = List.copyOf(yearly);
    causes = List.copyOf(causes);
    inputs = List.copyOf(inputs);
  }

  /// An item of a year.
  public record Line(Item item, Interval usd) {}

  /// The answer for a unit.
  ///
  /// @param powerMeans what the unit's watts are
  /// @param rateMeans what its operations are of
  /// @param priceMeans how its price is known
  public static OwnershipAnswer of(
      Ownership owned, String powerMeans, String rateMeans, String priceMeans) {
    Setting setting = owned.setting();
    List<Line> yearly = new ArrayList<>();
    owned.yearly().forEach((item, usd) -> yearly.add(new Line(item, usd)));
    return new OwnershipAnswer(
        setting.name(),
        setting.title(),
        setting.date(),
        interval(setting.utilisation()),
        interval(setting.life()),
        interval(setting.electricity()),
        owned.unit().price(),
        priceMeans,
        owned.unit().power(),
        powerMeans,
        owned.unit().operations(),
        rateMeans,
        yearly,
        owned.purchase(),
        owned.total(),
        owned.life(),
        owned.watts(),
        owned.pictures(),
        owned.operations(),
        owned.causes().stream()
            .map(cause -> new CostAnswer.Cause(cause.name(), cause.low(), cause.high()))
            .toList(),
        OwnershipPrices.known().evidence(setting.name()));
  }

  private static Interval interval(Setting.Bounds bounds) {
    return new Interval(bounds.middle(), bounds.low(), bounds.high());
  }
}
