package bitline.sim.manufacture;

import bitline.program.RowGroup;

/// What the devices of one sign are worth in the rows of a row group, in units of their digit's
/// step and relative to what digit 0 conducts. Row-major: the row of the group × places, a place
/// being digit · columns + column of the matrix. Stages of manufacture change it in place.
///
/// @param rows of the matrix
/// @param places devices on a row; 0 where there are no devices of this sign
/// @param value now
/// @param lost of the value on the wires, before the sensed end of its column; empty where wires
///   take nothing
/// @param fresh right after programming
/// @param variance of one read, in squares of the step; empty where reads are exact
record Worth(
    RowGroup rows, int places, double[] value, double[] lost, double[] fresh, double[] variance) {
  /// @param wired whether wires take something
  static Worth of(RowGroup rows, int places, boolean wired, boolean noisy) {
    int devices = rows.rows() * places;
    return new Worth(
        rows,
        places,
        new double[devices],
        new double[wired ? devices : 0],
        new double[devices],
        new double[noisy ? devices : 0]);
  }

  boolean wired() {
    return lost.length > 0;
  }

  /// What reaches the sensed end of its column of a device.
  double reaching(int device) {
    return wired() ? value[device] - lost[device] : value[device];
  }

  boolean noisy() {
    return variance.length > 0;
  }
}
