package bitline.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How right a network's answers were: the figure that counts, and the figures behind it by name.
/// All are shares of 1 (Spearman's correlation lies between -1 and 1).
///
/// @param metric the field's name of the figure: `top-1`, `mAP50`, `mIoU`
/// @param items the inputs it was taken over
public record Score(String metric, double value, int items, Map<String, Double> details) {
  public Score {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
