package bitline.forecast.method;

/// How growth ends at a ceiling, as a function of u = α + β·(years from the centre). Both rise with
/// u; the value is that of the decimal logarithm.
enum Bend {
  /// C − log10(1 + 10^−u): exponential growth until close to the ceiling, then an end.
  LOGISTIC {
    @Override
    double below(double u) {
      return u > -300 ? StrictMath.log10(1 + StrictMath.pow(10, -u)) : -u;
    }

    @Override
    double slope(double u) {
      return 1 / (1 + StrictMath.pow(10, u));
    }

    @Override
    double inverse(double below) {
      return -StrictMath.log10(StrictMath.pow(10, below) - 1);
    }
  },
  /// C − e^−u: every year closes the same share of the distance that is left; growth slows all
  /// along.
  GOMPERTZ {
    @Override
    double below(double u) {
      return StrictMath.exp(-u);
    }

    @Override
    double slope(double u) {
      return StrictMath.exp(-u);
    }

    @Override
    double inverse(double below) {
      return -StrictMath.log(below);
    }
  };

  /// Orders of magnitude below the ceiling.
  abstract double below(double u);

  /// How fast the value rises with u.
  abstract double slope(double u);

  /// The u at which a value lies so far below the ceiling.
  abstract double inverse(double below);
}
