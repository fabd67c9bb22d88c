package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;

/// The link to the computer that the chip serves: pictures come in over it, results go out, in both
/// directions at once.
///
/// @param name such as `PCIe 4.0 x8`
/// @param bandwidth bytes a second in each direction, protocol already taken off
/// @param latency seconds that each transfer takes beyond its bytes; it keeps the link busy
public record HostLink(
    String name,
    @Unit("B/s") @Range(min = 1) double bandwidth,
    @Unit("s") @Range(min = 0, max = 1) double latency) {}
