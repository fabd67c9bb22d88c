package bitline.sim.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.chip.Adc;
import bitline.chip.AdcErrors;
import bitline.chip.AdcErrors.Correction;
import bitline.program.AdcRange;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AdcInstanceTest {
  private static final AdcErrors NONE = AdcErrors.IDEAL;

  private static Adc adc(int bits, Adc.Type type, AdcErrors errors) {
    return new Adc(bits, type, 1, Adc.RangePolicy.MAXIMUM, errors);
  }

  private static AdcErrors common(double offset, double gain, double noise, Correction corrected) {
    return new AdcErrors(null, null, null, null, null, null, null, offset, gain, noise, corrected);
  }

  private static AdcErrors sar(double mismatch) {
    return new AdcErrors(mismatch, null, null, null, null, null, null, 0, 0, 0, Correction.NONE);
  }

  private static AdcErrors of(Adc.Type type, double sigma, Correction corrected) {
    return switch (type) {
      case SAR ->
          new AdcErrors(sigma, null, sigma, null, null, null, null, sigma, sigma, 0, corrected);
      case FLASH ->
          new AdcErrors(null, null, 4 * sigma, null, null, null, null, sigma, sigma, 0, corrected);
      case RAMP, CHARGE_DECREMENT, TIME_TO_DIGITAL ->
          new AdcErrors(null, null, null, sigma, null, null, null, sigma, sigma, 0, corrected);
      case CCO ->
          new AdcErrors(
              null, null, null, null, null, sigma / 2, sigma / 8, sigma, sigma, 0, corrected);
    };
  }

  private static AdcRange range(RandomGenerator random) {
    int bits = random.nextInt(1, 11);
    double step = random.nextBoolean() ? 1 : random.nextDouble(1, 40);
    return switch (random.nextInt(3)) {
      case 0 -> AdcRange.covering(0, (1 << bits) * step, 1 << bits);
      case 1 -> AdcRange.covering(-(1 << bits) * step / 2, (1 << bits) * step / 2, 1 << bits);
      default -> new AdcRange(random.nextInt(1, 900), step, 1 << bits);
    };
  }

  @Test
  void withoutErrorsItIsTheRangesCode() {
    Cases.forAll(
        300,
        random -> {
          AdcRange range = range(random);
          Adc.Type type = Adc.Type.values()[random.nextInt(Adc.Type.values().length)];
          AdcInstance one = AdcInstance.draw(adc(8, type, NONE), range, random.nextLong(), 3);
          int[] sums = random.ints(300, -3000, 3000).toArray();
          for (int sum : sums) {
            assertThat(one.code(sum)).isEqualTo(range.code(sum));
          }
          char[] codes = one.codes(-100, 100);
          for (int sum = -100; sum <= 100; sum++) {
            assertThat((int) codes[sum + 100]).isEqualTo(range.code(sum));
          }
          assertThat(one.rmsError()).isEqualTo(Math.sqrt(1 / 12.0), within(1e-9));
          assertThat(one.effectiveBits())
              .isEqualTo(Integer.numberOfTrailingZeros(range.codes()), within(1e-8));
        });
  }

  /// Of a binary-weighted array, the endpoint-fitted INL at the middle has σ_C·2^(N/2)/2. 4,000
  /// converters: the standard error of σ is 1.1 %.
  @Test
  void theWorstCodeOfASarHasTheTextbooksInl() {
    for (int bits : new int[] {6, 8, 10}) {
      int codes = 1 << bits;
      AdcRange range = new AdcRange(0, 1, codes);
      Adc adc = adc(bits, Adc.Type.SAR, sar(0.01));
      int converters = 4000;
      double[] square = new double[codes - 1];
      for (int i = 0; i < converters; i++) {
        double[] inl = AdcInstance.draw(adc, range, 11, i).linearity().inl();
        for (int q = 0; q < inl.length; q++) {
          square[q] += inl[q] * inl[q] / converters;
        }
      }
      double expected = 0.01 * Math.pow(2, bits / 2.0) / 2;
      assertThat(Math.sqrt(square[codes / 2 - 1])).isEqualTo(expected, within(0.04 * expected));
      double worst = Math.sqrt(Arrays.stream(square).max().orElseThrow());
      assertThat(worst).as("worst of all codes").isEqualTo(expected, within(0.06 * expected));
    }
  }

  /// A ramp's errors walk: with both ends fixed, the middle of n steps has σ·√n/2.
  @Test
  void theMiddleOfARampWanders() {
    AdcErrors errors =
        new AdcErrors(null, null, null, 0.02, null, null, null, 0, 0, 0, Correction.NONE);
    double square = 0;
    for (int i = 0; i < 4000; i++) {
      double[] inl =
          AdcInstance.draw(adc(8, Adc.Type.RAMP, errors), new AdcRange(0, 1, 256), 5, i)
              .linearity()
              .inl();
      square += inl[127] * inl[127] / 4000;
    }
    double expected = 0.02 * Math.sqrt(254) / 2;
    assertThat(Math.sqrt(square)).isEqualTo(expected, within(0.04 * expected));
  }

  /// Seven hundredths of gain and 0.6 LSB, seen in the thresholds: zero stays where it is.
  @Test
  void gainAndOffsetOfTheConvertersSpreadAsSaid() {
    AdcRange range = AdcRange.covering(-1000, 1000, 256);
    Adc adc = adc(8, Adc.Type.CCO, common(0.6, 0.07, 0, Correction.NONE));
    int converters = 4000;
    double gains = 0;
    double gainSquares = 0;
    double offsetSquares = 0;
    for (int i = 0; i < converters; i++) {
      AdcInstance one = AdcInstance.draw(adc, range, 2, i);
      double gain = 250 / (one.threshold(253) - one.threshold(3));
      assertThat(gain).isEqualTo(one.gain(), within(1e-9));
      // the threshold half a code above sum 0, code 128
      double offset = 0.5 - (one.threshold(129) - 128) * gain;
      assertThat(offset).isEqualTo(one.offset(), within(1e-9));
      gains += gain / converters;
      gainSquares += (gain - 1) * (gain - 1) / converters;
      offsetSquares += offset * offset / converters;
    }
    assertThat(gains).isEqualTo(1, within(5 * 0.07 / Math.sqrt(converters)));
    assertThat(Math.sqrt(gainSquares)).isEqualTo(0.07, within(0.04 * 0.07));
    assertThat(Math.sqrt(offsetSquares)).isEqualTo(0.6, within(0.04 * 0.6));
  }

  @Test
  void calibrationTakesOffWhatItSays() {
    AdcRange range = AdcRange.covering(-300, 300, 64);
    for (Correction corrected : Correction.values()) {
      Adc adc = adc(6, Adc.Type.TIME_TO_DIGITAL, common(1.5, 0.05, 0, corrected));
      AdcInstance one = AdcInstance.draw(adc, range, 9, 4);
      double gain = 62 / (one.threshold(63) - one.threshold(1));
      double offset = 0.5 - (one.threshold(33) - 32) * gain;
      boolean gainLeft = corrected == Correction.NONE || corrected == Correction.OFFSET;
      boolean offsetLeft = corrected == Correction.NONE || corrected == Correction.GAIN;
      assertThat(gain).isEqualTo(gainLeft ? one.gain() : 1, within(1e-12));
      assertThat(offset != 0).isTrue();
      if (offsetLeft) {
        // an offset before the gain: what is left of it is its size in sums
        double expected = corrected == Correction.GAIN ? one.offset() / one.gain() : one.offset();
        assertThat(offset).isEqualTo(expected, within(1e-12));
      } else {
        assertThat(offset).isEqualTo(0, within(1e-12));
      }
    }
  }

  /// What is left after calibration is what no straight line describes.
  @Test
  void afterCalibrationTheInlIsLeft() {
    AdcRange range = AdcRange.covering(0, 255, 256);
    Adc raw = adc(8, Adc.Type.SAR, of(Adc.Type.SAR, 0.05, Correction.NONE));
    Adc trimmed = adc(8, Adc.Type.SAR, of(Adc.Type.SAR, 0.05, Correction.BOTH));
    double before = 0;
    double after = 0;
    for (int i = 0; i < 50; i++) {
      AdcInstance one = AdcInstance.draw(raw, range, 1, i);
      AdcInstance other = AdcInstance.draw(trimmed, range, 1, i);
      assertThat(other.linearity().inl()).containsExactly(one.linearity().inl(), within(1e-9));
      assertThat(other.linearity().missing()).isEqualTo(one.linearity().missing());
      before += one.rmsError();
      after += other.rmsError();
      assertThat(other.effectiveBits()).isBetween(6.0, 8.0);
    }
    assertThat(after).isLessThan(before / 4);
  }

  @Test
  void codesRiseAndTheTableIsNearThem() {
    Cases.forAll(
        200,
        random -> {
          AdcRange range = range(random);
          Adc.Type type = Adc.Type.values()[random.nextInt(Adc.Type.values().length)];
          double sigma = random.nextDouble(0.3);
          Correction corrected = Correction.values()[random.nextInt(4)];
          int bits = Integer.numberOfTrailingZeros(range.codes());
          Adc adc = adc(bits, type, of(type, sigma, corrected));
          long seed = random.nextLong();
          AdcInstance one = AdcInstance.draw(adc, range, seed, 77);
          assertThat(AdcInstance.draw(adc, range, seed, 77).codes(-50, 50))
              .isEqualTo(one.codes(-50, 50));
          double low = range.lo() - 2 * range.step();
          double high = range.lo() + range.step() * (range.codes() + 1);
          int last = 0;
          for (int k = 0; k <= 400; k++) {
            double sum = low + (high - low) * k / 400;
            int code = one.code(sum);
            assertThat(code).isBetween(last, range.codes() - 1);
            last = code;
            if (code > 0) {
              assertThat(one.thresholdSum(code))
                  .isLessThanOrEqualTo(sum + 1e-9 * (1 + Math.abs(sum)));
            }
          }
        });
  }

  @Test
  void converterOfItsOwnErrorsOnly() {
    Adc shared = new Adc(6, Adc.Type.SAR, 4, Adc.RangePolicy.MAXIMUM, sar(0.05));
    assertThat(shared.converter(2, 7, 64)).isEqualTo(2 * 16 + 1);
    assertThat(shared.converter(2, 4, 64)).isEqualTo(shared.converter(2, 7, 64));
    assertThat(shared.converter(2, 8, 64)).isEqualTo(2 * 16 + 2);
    AdcErrors step = new AdcErrors(null, null, null, 0.05, 8, null, null, 0, 0, 0, Correction.NONE);
    Adc ramp = adc(6, Adc.Type.RAMP, step);
    AdcRange range = new AdcRange(0, 2, 64);
    char[] first = AdcInstance.draw(ramp, range, 3, 0).codes(0, 127);
    assertThat(AdcInstance.draw(ramp, range, 3, 7).codes(0, 127)).isEqualTo(first);
    assertThat(AdcInstance.draw(ramp, range, 3, 8).codes(0, 127)).isNotEqualTo(first);
    assertThat(AdcInstance.draw(ramp, range, 4, 0).codes(0, 127)).isNotEqualTo(first);
  }

  /// The integral against a fine sum; noise on top.
  @Test
  void rmsErrorIsThatOfManySums() {
    AdcRange range = new AdcRange(0, 4, 16);
    AdcErrors flash =
        new AdcErrors(null, null, 0.7, null, null, null, null, 0.2, 0.03, 0.5, Correction.NONE);
    AdcInstance one = AdcInstance.draw(adc(4, Adc.Type.FLASH, flash), range, 6, 0);
    double square = 0;
    int points = 64_000;
    for (int i = 0; i < points; i++) {
      double u = (i + 0.5) / points * 16 - 0.5;
      double off = one.code(4 * u) - u;
      square += off * off / points;
    }
    assertThat(one.rmsError()).isEqualTo(Math.sqrt(square + 0.25), within(1e-3));
    assertThat(one.noise()).isEqualTo(2);
  }

  @Test
  void wildErrorsBreakNothing() {
    for (Adc.Type type : Adc.Type.values()) {
      AdcErrors wild =
          switch (type) {
            case SAR ->
                new AdcErrors(
                    0.5, 1.0, 65536.0, null, null, null, null, 65536, 0.5, 0, Correction.BOTH);
            case FLASH ->
                new AdcErrors(
                    null, null, 65536.0, null, null, null, null, 65536, 0.5, 0, Correction.GAIN);
            case RAMP, CHARGE_DECREMENT, TIME_TO_DIGITAL ->
                new AdcErrors(
                    null, null, null, 1.0, null, null, null, 65536, 0.5, 0, Correction.NONE);
            case CCO ->
                new AdcErrors(
                    null, null, null, null, null, -0.2, 0.05, 65536, 0.5, 0, Correction.OFFSET);
          };
      for (int bits = 1; bits <= 12; bits++) {
        for (int i = 0; i < 20; i++) {
          AdcInstance one =
              AdcInstance.draw(adc(bits, type, wild), new AdcRange(-5, 1.5, 1 << bits), 1, i);
          for (int q = 2; q < 1 << bits; q++) {
            assertThat(one.threshold(q)).isGreaterThanOrEqualTo(one.threshold(q - 1));
          }
          assertThat(one.rmsError()).isFinite();
          assertThat(one.linearity().worstInl()).isFinite();
          assertThat(one.code(1e9)).isBetween(0, (1 << bits) - 1);
          assertThat(one.code(-1e9)).isBetween(0, (1 << bits) - 1);
        }
      }
    }
    assertThatThrownBy(
            () -> AdcInstance.draw(adc(3, Adc.Type.SAR, NONE), new AdcRange(0, 1, 6), 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
