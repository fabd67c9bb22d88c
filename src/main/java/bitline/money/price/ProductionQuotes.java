package bitline.money.price;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;

/// What holds for every node, as `prices/production.yaml` writes it.
///
/// @param diameter metres of a wafer
/// @param edge metres of its rim without dies
/// @param scribe metres between dies
/// @param clustering shape of the negative binomial distribution of defects
/// @param arrayDefects density of defects in repairable arrays over that of the process
/// @param effort share of the published cost of a design
/// @param software dollars over the life of a design
/// @param beyond factors by which the range of sources is widened
/// @param evidence where every value comes from
@Sourced
public record ProductionQuotes(
    @Unit("m") @Range(min = 0.05, max = 1) double diameter,
    @Unit("m") @Range(min = 0, max = 0.02) double edge,
    @Unit("m") @Range(min = 0, max = 0.01) double scribe,
    List<Quote.Number> clustering,
    List<Quote.Number> arrayDefects,
    List<Quote.Number> effort,
    List<Quote.Dollars> software,
    Beyond beyond,
    @Collected List<Evidence> evidence) {
  public ProductionQuotes {
    Lists.filled("clustering", clustering);
    Lists.filled("arrayDefects", arrayDefects);
    Lists.filled("effort", effort);
    Lists.filled("software", software);
  }

  /// Factors by which the range of sources is widened on either side, by kind of number.
  public record Beyond(
      @Range(min = 1, max = 100) double wafer,
      @Range(min = 1, max = 100) double masks,
      @Range(min = 1, max = 100) double maskCount,
      @Range(min = 1, max = 100) double transistors,
      @Range(min = 1, max = 100) double defects,
      @Range(min = 1, max = 100) double design,
      @Range(min = 1, max = 100) double packages,
      @Range(min = 1, max = 100) double losses,
      @Range(min = 1, max = 100) double test,
      @Range(min = 1, max = 100) double memory,
      @Range(min = 1, max = 100) double boards,
      @Range(min = 1, max = 100) double blocks,
      @Range(min = 1, max = 100) double embedded,
      @Range(min = 1, max = 100) double clustering,
      @Range(min = 1, max = 100) double arrayDefects,
      @Range(min = 1, max = 100) double effort,
      @Range(min = 1, max = 100) double software) {}
}
