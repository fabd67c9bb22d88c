package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Window;

/// Reads the attributes that convolutions and poolings share.
final class Windows {
  private Windows() {}

  static Window of(OnnxNode node) {
    String autoPad = node.string("auto_pad", "NOTSET");
    Window.AutoPad pad =
        switch (autoPad) {
          case "NOTSET", "" -> Window.AutoPad.NOTSET;
          case "SAME_UPPER" -> Window.AutoPad.SAME_UPPER;
          case "SAME_LOWER" -> Window.AutoPad.SAME_LOWER;
          case "VALID" -> Window.AutoPad.VALID;
          default -> throw new Problem("auto_pad '" + autoPad + "' is not known");
        };
    return new Window(
        node.smalls("kernel_shape"),
        node.smalls("strides"),
        node.smalls("dilations"),
        node.smalls("pads"),
        pad);
  }

  /// For poolings, whose kernel no weight says.
  static Window withKernel(OnnxNode node) {
    Window window = of(node);
    if (window.kernel().isEmpty()) {
      throw new Problem("attribute 'kernel_shape' is missing");
    }
    return window;
  }
}
