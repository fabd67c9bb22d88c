package bitline.forecast.mix;

import bitline.text.Unit;

/// What lies between a chip's arrays and a machine that is bought and run.
///
/// @param board work a joule of the card over that of the chip
/// @param arrays share of the die that takes what a chip's file describes
/// @param process metres by which the mainstream's process is called, for prices of wafers
/// @param silicon share of a card's price that goes with the area of its logic
/// @param energy share of the cost of owning that goes with watts
public record SystemNeeds(
    Stated board, Stated arrays, @Unit("m") double process, Stated silicon, Stated energy) {
  public SystemNeeds {
    if (!(board.low() > 0 && arrays.low() > 0 && silicon.low() > 0 && energy.low() > 0)
        || board.high() > 1
        || arrays.high() > 1
        || silicon.high() > 1
        || energy.high() > 1) {
      throw new IllegalArgumentException("what a system needs are shares: above 0, at most 1");
    }
  }
}
