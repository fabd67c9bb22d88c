package bitline.forecast.measure;

import bitline.money.own.Setting;
import bitline.text.Range;
import bitline.text.Sourced;
import org.jspecify.annotations.Nullable;

/// What a machine is used for, and so which of its peak operations are of use: a share of the peak,
/// or those of a network whose samples a second somebody measured.
///
/// @param name key, such as `training`
/// @param title one line for people
/// @param share of the peak that the work gets; null: as measured
/// @param of the precision of that peak; `fp16` where nothing is said
/// @param network whose measured samples a second count; null: a share counts
/// @param operations of one sample; 1 multiply-accumulate = 2 operations
public record Use(
    String name,
    String title,
    Setting.@Nullable Share share,
    @Nullable String of,
    @Sourced @Nullable String network,
    @Range(min = 1) @Nullable Double operations) {
  public Use {
    if ((share == null) == (network == null) || (network == null) != (operations == null)) {
      throw new IllegalArgumentException(
          name + " needs a share of the peak, or a network with operations of a sample");
    }
  }

  Precision precision() {
    return of == null ? Precision.FP16 : Precision.of(of);
  }
}
