package bitline.money;

import bitline.base.Interval;

/// A part of a die.
///
/// @param name such as `arrays`, `GDDR6 PHY`
/// @param area square metres of all of it on one die
/// @param repairable whether spares can replace what is broken in it
/// @param foundation where the area comes from
public record Block(String name, Interval area, boolean repairable, String foundation) {}
