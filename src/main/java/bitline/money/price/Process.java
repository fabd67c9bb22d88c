package bitline.money.price;

import bitline.base.Interval;

/// The prices of a process in a year, sources brought together: see [Prices].
///
/// @param name such as `7 nm`; of a node between two that are priced, also says which
/// @param length metres by which the process is called
/// @param wafer dollars
/// @param masks dollars of one set
/// @param maskCount masks of a set
/// @param transistors a square metre of dense logic
/// @param defects a square metre
/// @param design dollars of designing a large chip
public record Process(
    String name,
    double length,
    Interval wafer,
    Interval masks,
    Interval maskCount,
    Interval transistors,
    Interval defects,
    Interval design) {

  /// Between this, the larger, and a smaller node, on a straight line of logarithms.
  Process towards(Process smaller, double metres, String called) {
    double share = StrictMath.log(length / metres) / StrictMath.log(length / smaller.length);
    return new Process(
        called,
        metres,
        line(wafer, smaller.wafer, share),
        line(masks, smaller.masks, share),
        line(maskCount, smaller.maskCount, share),
        line(transistors, smaller.transistors, share),
        line(defects, smaller.defects, share),
        line(design, smaller.design, share));
  }

  private static Interval line(Interval from, Interval to, double share) {
    double low = line(from.low(), to.low(), share);
    double high = line(from.high(), to.high(), share);
    return new Interval(Math.clamp(line(from.middle(), to.middle(), share), low, high), low, high);
  }

  private static double line(double from, double to, double share) {
    return from * StrictMath.pow(to / from, share);
  }
}
