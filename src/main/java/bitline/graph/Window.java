package bitline.graph;

import java.util.List;

/// How a window slides over the spatial axes of a picture: shared by convolutions and poolings.
///
/// @param kernel window sizes; empty where a weight operand says it
/// @param strides one a spatial axis; empty means all 1
/// @param dilations one a spatial axis; empty means all 1
/// @param pads begin sizes of all spatial axes, then end sizes; empty means none; ignored unless
///   `autoPad` is NOTSET
/// @param autoPad ONNX's auto_pad
public record Window(
    List<Integer> kernel,
    List<Integer> strides,
    List<Integer> dilations,
    List<Integer> pads,
    AutoPad autoPad) {
  /// ONNX's auto_pad: who says how much is padded. Other than NOTSET it is worked out from the
  /// input's size; an odd place goes to the end (SAME_UPPER) or the beginning (SAME_LOWER).
  public enum AutoPad {
    NOTSET,
    SAME_UPPER,
    SAME_LOWER,
    VALID
  }

  public Window {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    pads = List.copyOf(pads);
  }
}
