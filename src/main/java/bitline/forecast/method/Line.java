package bitline.forecast.method;

import bitline.forecast.Student;

/// A straight line by ordinary least squares: level + slope · (date − centre).
///
/// @param centre mean of the dates
/// @param level mean of the values
/// @param slope orders of magnitude a year; 0 where all dates are one
/// @param squares sum of the squared dates from the centre, years²
/// @param residual sum of squared residuals
/// @param count observations
record Line(double centre, double level, double slope, double squares, double residual, int count) {
  static Line through(Points points) {
    int n = points.size();
    double centre = 0;
    double level = 0;
    for (int i = 0; i < n; i++) {
      centre += points.date()[i];
      level += points.value()[i];
    }
    centre /= n;
    level /= n;
    double squares = 0;
    double products = 0;
    for (int i = 0; i < n; i++) {
      double t = points.date()[i] - centre;
      squares += t * t;
      products += t * (points.value()[i] - level);
    }
    double slope = squares > 0 ? products / squares : 0;
    double residual = 0;
    for (int i = 0; i < n; i++) {
      double e = points.value()[i] - level - slope * (points.date()[i] - centre);
      residual += e * e;
    }
    return new Line(centre, level, slope, squares, residual, n);
  }

  double at(double date) {
    return level + slope * (date - centre);
  }

  /// Residual variance, with two degrees of freedom spent.
  double variance() {
    return Math.max(residual / (count - 2), Points.LEAST * Points.LEAST);
  }

  /// What the line's own uncertainty adds to the variance at a date, as a share of the residual
  /// variance.
  double leverage(double date) {
    double t = date - centre;
    return 1.0 / count + t * t / squares;
  }

  /// A next observation, if residuals are normal and independent.
  Student next(double date) {
    return new Student(at(date), Math.sqrt(variance() * (1 + leverage(date))), count - 2);
  }
}
