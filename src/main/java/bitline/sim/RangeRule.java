package bitline.sim;

import bitline.chip.Adc;
import bitline.chip.AdcErrors;

/// By which rule an ADC's range is fitted to the bitline sums that calibration pictures cause.
/// Among ranges from the least sum seen up to shares of the greatest (for pairs on a bitline:
/// symmetric about zero), and the range that covers every possible sum.
public sealed interface RangeRule {
  /// Of all sums, 3.5 standard deviations to both sides, were they normally distributed.
  double USUAL_SHARE = 0.9995;

  /// Least squared error of what is read, by quantising and clipping.
  record LeastError() implements RangeRule {}

  /// A share of the sums seen lies inside, as many outside below as above.
  ///
  /// @param share above 0, at most 1
  record Percentile(double share) implements RangeRule {
    public Percentile {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share " + share);
      }
    }
  }

  /// Greatest ratio of the power of the sums to that of all errors of reading them: quantising,
  /// clipping, and what the converter adds, which is a part of its step and so grows with the
  /// range. With an ideal converter this is [LeastError]. No gain is granted to the reading: the
  /// shift-add tree applies none.
  ///
  /// @param noise standard deviation of what the converter adds, in LSB
  record Csnr(double noise) implements RangeRule {
    public Csnr {
      if (!(noise >= 0)) {
        throw new IllegalArgumentException("noise " + noise);
      }
    }
  }

  /// The rule of a policy that looks at sums.
  ///
  /// @param adc the converter, whose noise and (unless corrected) offsets count for CSNR
  static RangeRule of(Adc.RangePolicy policy, Adc adc) {
    return switch (policy) {
      case MAXIMUM -> throw new IllegalArgumentException("the maximum looks at no sums");
      case CALIBRATED, LEAST_ERROR -> new LeastError();
      case PERCENTILE -> new Percentile(USUAL_SHARE);
      case CSNR -> {
        AdcErrors errors = adc.errors();
        if (errors == null) {
          yield new Csnr(0);
        }
        double square = errors.noise() * errors.noise();
        if (!errors.offsetCorrected()) {
          square += errors.offset() * errors.offset();
          Double comparator = errors.comparatorOffset();
          square += comparator == null ? 0 : comparator * comparator;
        }
        yield new Csnr(Math.sqrt(square));
      }
    };
  }
}
