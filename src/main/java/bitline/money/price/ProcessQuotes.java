package bitline.money.price;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;

/// What sources say of the prices of a process, as `prices/*nm.yaml` writes it. Each list has at
/// least one quote; a quote without a date is refused.
///
/// @param name such as `7 nm`
/// @param length by which the process is called
/// @param wafer dollars that a foundry asks for a wafer of 300 mm
/// @param masks dollars of one set
/// @param maskCount masks of a set
/// @param transistors a square metre of dense logic
/// @param defects a square metre that kill a die
/// @param design dollars of designing a large chip: its hardware and the software that it starts
///   with
/// @param evidence where every value comes from
@Sourced
public record ProcessQuotes(
    String name,
    @Unit("m") @Range(min = 1e-10, max = 1e-6) double length,
    List<Quote.Dollars> wafer,
    List<Quote.Dollars> masks,
    List<Quote.Number> maskCount,
    List<Quote.PerArea> transistors,
    List<Quote.PerArea> defects,
    List<Quote.Dollars> design,
    @Collected List<Evidence> evidence) {
  public ProcessQuotes {
    Lists.filled("wafer", wafer);
    Lists.filled("masks", masks);
    Lists.filled("maskCount", maskCount);
    Lists.filled("transistors", transistors);
    Lists.filled("defects", defects);
    Lists.filled("design", design);
  }
}
