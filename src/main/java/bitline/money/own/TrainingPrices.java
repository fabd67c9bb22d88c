package bitline.money.own;

import bitline.base.Problem;
import bitline.money.price.Dates;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Epoch AI's constants of the amortised cost of training, of one vintage.
///
/// @param date of the vintage
/// @param progress orders of magnitude by which a dollar buys more computing each year
/// @param network its share of what a cluster costs
/// @param utilisation share of the peak rate that training reaches, where nobody tells
/// @param pue power usage effectiveness
/// @param hyperscalePue that of the largest operators
/// @param chips by families; the first whose name is part of a chip's name counts
/// @param electricity dollars a joule by year, to industry in the United States
public record TrainingPrices(
    String date,
    @Range(min = 0, max = 2) double progress,
    @Unit("1") @Range(min = 0, max = 0.99) double network,
    @Unit("1") @Range(min = 0, max = 1) double utilisation,
    @Range(min = 1, max = 10) double pue,
    @Range(min = 1, max = 10) double hyperscalePue,
    List<Chip> chips,
    List<Electricity> electricity) {

  private static final List<String> HYPERSCALE =
      List.of("google", "deepmind", "microsoft", "amazon", "meta", "facebook");

  public TrainingPrices {
    Dates.check(date);
    chips = List.copyOf(chips);
    electricity = List.copyOf(electricity);
  }

  /// A family of chips.
  ///
  /// @param serverPrice of a server over its chips
  /// @param serverPower rated watts of a server over those of its chips
  /// @param load mean over rated watts
  /// @param price dollars of a chip that is not sold: what an equal one would cost; else null
  public record Chip(
      String name,
      @Unit("1") @Range(min = 1, max = 100) double serverPrice,
      @Unit("1") @Range(min = 1, max = 100) double serverPower,
      @Unit("1") @Range(min = 0, max = 1) double load,
      @Unit("USD") @Range(min = 0) @Nullable Double price) {}

  /// Dollars a joule in a year.
  public record Electricity(
      @Range(min = 1900, max = 2200) int year,
      @Unit("USD/J") @Range(min = 0, max = 1) double price) {}

  /// The family of a chip; the last one is that of all others.
  public Chip chip(String name) {
    return chips.stream()
        .filter(chip -> name.contains(chip.name))
        .findFirst()
        .orElseThrow(() -> new Problem("no family of chips for '" + name + "'"));
  }

  /// Dollars a joule in a year; a [Problem] for a year that is not known.
  public double electricity(int year) {
    return electricity.stream()
        .filter(each -> each.year == year)
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                "no price of electricity for "
                    + year
                    + "; known are "
                    + electricity.getFirst().year
                    + " to "
                    + electricity.getLast().year))
        .price;
  }

  /// Power usage effectiveness of an organisation's data centres.
  public double pue(String organisation) {
    String lower = organisation.toLowerCase(Locale.ROOT);
    return HYPERSCALE.stream().anyMatch(lower::contains) ? hyperscalePue : pue;
  }
}
