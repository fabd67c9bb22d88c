package bitline.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/// Multiply-accumulates of the ONNX project's `light_*` architectures at 224 × 224, in millions to
/// one digit, as counted from shapes taken from a run of ONNX Runtime 1.22 (output elements ×
/// weights an output channel).
final class StatedMacs {
  static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    ALL.put("light_bvlc_alexnet.onnx", "654.6");
    ALL.put("light_densenet121.onnx", "2834.2");
    ALL.put("light_inception_v1.onnx", "1431.6");
    ALL.put("light_inception_v2.onnx", "2018.9");
    ALL.put("light_resnet50.onnx", "4089.2");
    ALL.put("light_shufflenet.onnx", "124.7");
    ALL.put("light_squeezenet.onnx", "349.2");
    ALL.put("light_vgg19.onnx", "19632.1");
    ALL.put("light_zfnet512.onnx", "1481.7");
  }

  private StatedMacs() {}
}
