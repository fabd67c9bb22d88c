package bitline.catalogue;

/// Whom a machine is made for.
public enum Segment {
  ALWAYS_ON,
  EDGE,
  VEHICLE,
  CLIENT,
  DATA_CENTRE,
  RESEARCH
}
